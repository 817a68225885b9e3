// The table of settings in docs/operations.md, from what the services' own builds say of them.
// `node settings.mjs --write` brings the document up to date.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { placeholders, properties, root, SERVICES, text, variable } from "./sources.mjs";

export const DOCUMENT = "docs/operations.md";
const BEGIN = "<!-- settings: begin (node tests/manifests/settings.mjs --write) -->";
const END = "<!-- settings: end -->";

const cell = (value) => String(value ?? "").replaceAll("|", "\\|").replaceAll("\n", " ").trim();
const code = (value) => (value === "" ? "" : `\`${value}\``);

/** The line of a configuration file that sets a property to a variable with a fallback: property to [variable, fallback]. */
function named(service) {
  const path = [];
  const found = new Map();
  for (const line of text(`${service}/src/main/resources/${service}.yml`).split("\n")) {
    const [, indent, key, value] = /^( *)([\w.-]+): *(.*)$/.exec(line) ?? [];
    if (key === undefined) {
      continue;
    }
    path.length = indent.length / 2;
    path.push(key);
    const [, name] = /^\$\{([A-Z][A-Z0-9_]*):/.exec(value) ?? [];
    if (name !== undefined) {
      found.set(path.join("."), [name, placeholders(service).get(name)]);
    }
  }
  return found;
}

export function table() {
  const rows = new Map();
  const put = (property, service, row) => {
    const known = rows.get(property);
    if (known === undefined) {
      rows.set(property, { ...row, services: [service] });
    } else if (!known.services.includes(service)) {
      known.services.push(service);
      known.description ||= row.description;
    }
  };
  for (const service of SERVICES) {
    const variables = named(service);
    for (const { name, description, defaultValue } of properties(service)) {
      const [alias, fallback] = variables.get(name) ?? [variable(name), undefined];
      put(name, service, { alias, fallback: cell(fallback || defaultValue), description: cell(description) });
    }
    for (const [name, [alias, fallback]] of variables) {
      // Each service has a port and addresses of its own, told in the text.
      if (!name.startsWith("server.port")) {
        put(name, service, { alias, fallback: cell(fallback), description: "" });
      }
    }
  }
  for (const { name, description, defaultValue } of properties("libs/socketio-webflux")) {
    put(name, "presence-service", { alias: variable(name), fallback: cell(defaultValue), description: cell(description) });
  }
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, row]) => {
      const of = row.services.map((service) => service.replace("-service", "")).join(", ");
      return `| \`${row.alias}\`<br>\`${name}\` | ${of} | ${code(row.fallback)} | ${row.description} |`;
    });
  return ["| variable, property | of | without it | |", "| --- | --- | --- | --- |", ...lines].join("\n");
}

export function written() {
  const document = text(DOCUMENT);
  return document.slice(document.indexOf(BEGIN) + BEGIN.length, document.indexOf(END)).trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes("--write")) {
  const document = text(DOCUMENT);
  const [from, to] = [document.indexOf(BEGIN) + BEGIN.length, document.indexOf(END)];
  writeFileSync(join(root, DOCUMENT), `${document.slice(0, from)}\n${table()}\n${document.slice(to)}`);
}
