"""The words of the measured work, made up here so that no dictionary was trained on them."""

KINDS = (
    "Impeller", "Gasket set", "Shaft seal", "Thermostat", "Zinc anode", "V-belt", "Oil filter",
    "Fuel separator", "Solenoid valve", "Ball bearing", "Pressure sensor", "Relay 24 V", "Hose clamp",
    "Membrane", "Circuit breaker", "Capacitor", "Rope clutch", "Windlass gypsy", "Fender cover", "Teak cleaner",
)  # fmt: skip
PLACES = (
    "port genset", "starboard genset", "watermaker", "bow thruster", "stern thruster", "galley",
    "tender garage", "laundry", "bridge", "grey water tank", "air handler 3", "crew mess", "main engine port",
    "fire pump", "stabiliser fin", "sewage plant", "sun deck crane",
)  # fmt: skip
MAKERS = (
    "Nordhavn Pumps", "Veloce Marine", "Kestrel Hydraulik", "Adria Filtri", "Bluewater Controls",
    "Tasman Seals", "Orsted Elektro", "Mistral Rigging", "Halden Motor", "Cygnet Refrigeration",
)  # fmt: skip
SUPPLIERS = (
    "Palma Yacht Supply", "Antibes Chandlers", "Fort Lauderdale Spares", "Piraeus Ship Stores",
    "Genoa Technical", "Auckland Marine Depot",
)  # fmt: skip
CLAUSES = (
    "worn on the last inspection", "leaks when under load", "spare used during the crossing",
    "ask for the long version", "needed before the charter", "the old one is kept in the workshop",
    "check the serial number first", "makers say six weeks", "fits both sides",
    "class surveyor wants it replaced", "found cracked while cleaning", "two more would not hurt",
    "price from the last invoice", "mind the different thread", "box is wet, replace soon",
)  # fmt: skip
_TEXT = """
after adjust again aft alarm ballast before below bilge bolt bottom bracket broken brush cable cabin captain clean
coil cold cooling corroded coupling cover crossing damaged deck dirty dock drain dry edge electrician engine
engineer exhaust failed filter fitted flange forward found fuel gauge greased guest hatch heat hose hours housing
hydraulic ignore inlet inner inspection invoice items junction keep kit ladder leak left level line locker loose
lower machine marina measure mind moved noise nozzle old outer outlet painted panel pipe plate port pressure pump
quayside rail ready rebuilt repaired replaced reserve return right ring room rubber rusty safety salt season second
seized serial service shackle short shower side slow smell spare spring starboard steel stern stock store strainer
switch tank technician temporary tested thread tight tools trip twice under upper urgent valve vibration voltage
warranty washer water weld wheel winter wiring workshop worn yard
"""
WORDS = tuple(_TEXT.split())
