// Draws what an address answers as columns: time, bytes up, bytes down, failures. Colours are the page's own.
"use strict";

document.querySelectorAll("[data-plot]").forEach(async (place) => {
  const answer = await fetch(place.dataset.plot, { credentials: "same-origin" });
  if (!answer.ok) return;
  const { columns } = await answer.json();
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888";
  const axis = { stroke: colour("--pico-muted-color"), grid: { stroke: colour("--pico-muted-border-color"), width: 1 } };
  const days = (_, times) => times.map((time) => {
    const at = new Date(time * 1000).toISOString();
    return at.slice(11, 16) === "00:00" ? `${Number(at.slice(8, 10))}.${Number(at.slice(5, 7))}.` : at.slice(11, 16);
  });
  const steps = uPlot.paths.bars({ size: [0.8, 40] });
  const line = (label, name) => ({ label, stroke: colour(name), fill: `${colour(name)}55`, paths: steps });
  const plot = new uPlot({
    width: place.clientWidth, height: 220, scales: { n: { range: (_, low, high) => [0, Math.max(high, 4)] } },
    tzDate: (time) => uPlot.tzDate(new Date(time * 1000), "Etc/UTC"),
    axes: [{ ...axis, values: days }, { ...axis, size: 70, values: (_, values) => values.map((value) => `${Math.round(value / 100) / 10} kB`) }],
    series: [{ value: (_, time) => time === null ? "--" : `${new Date(time * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC` }, line("Up", "--pico-primary"), line("Down", "--good"),
      { label: "Failed", scale: "n", stroke: colour("--bad"), paths: () => null, points: { show: true } }],
  }, columns.map((column, which) => which === 3 ? column.map((count) => count || null) : column), place);
  new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: 220 })).observe(place);
});
