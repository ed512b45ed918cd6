// Draws what an address answers as columns: time, bytes up, bytes down, failures. Colours are the page's own.
"use strict";

document.querySelectorAll("[data-plot]").forEach(async (place) => {
  const answer = await fetch(place.dataset.plot, { credentials: "same-origin" });
  if (!answer.ok) return;
  const { columns } = await answer.json();
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888";
  const axis = { stroke: colour("--pico-muted-color"), grid: { stroke: colour("--pico-muted-border-color"), width: 1 } };
  const steps = uPlot.paths.bars({ size: [0.8, 40] });
  const line = (label, name) => ({ label, stroke: colour(name), fill: `${colour(name)}55`, paths: steps });
  const plot = new uPlot({
    width: place.clientWidth, height: 220, scales: { n: { range: (_, low, high) => [0, Math.max(high, 4)] } },
    axes: [axis, { ...axis, size: 70, values: (_, values) => values.map((value) => `${Math.round(value / 100) / 10} kB`) }],
    series: [{}, line("Up", "--pico-primary"), line("Down", "--good"),
      { label: "Failed", scale: "n", stroke: colour("--bad"), points: { show: true } }],
  }, columns, place);
  new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: 220 })).observe(place);
});
