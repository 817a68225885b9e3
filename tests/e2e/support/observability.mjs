// What alerts and dashboards ask Prometheus for.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./stack.mjs";

const folder = join(checkout, "deploy/observability");

/** The metrics of our services that alert rules and panels name. */
export function namedMetrics() {
  const text = ["alerts.yml", "grafana/dashboards/chatspace.json"].map((name) => readFileSync(join(folder, name), "utf8")).join();
  return new Set([...text.matchAll(/\b(?:chatspace|http|jvm|process)_[a-z_]+/g)].map(([name]) => name));
}

/** Each panel's queries, as Grafana would send them. */
export function panelQueries() {
  const dashboard = JSON.parse(readFileSync(join(folder, "grafana/dashboards/chatspace.json"), "utf8"));
  const panels = dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  return panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, query: expr.replaceAll("$__rate_interval", "1m") })));
}
