// Results as people read them.
const seconds = (ms) => (ms / 1_000).toFixed(1);

const COLUMNS = [
  ["fault", (r) => r.fault],
  ["acknowledged", (r) => r.acked],
  ["seen", (r) => r.seen],
  ["lost", (r) => r.lost.length],
  ["doubled", (r) => r.doubled.length],
  ["out of order", (r) => r.disorder.length],
  ["pushed again", (r) => r.repeats],
  ["longest send s", (r) => seconds(r.longest.send)],
  ["longest push s", (r) => seconds(r.longest.push)],
  ["longest away s", (r) => seconds(r.longest.gone)],
  ["seen offline", (r) => r.offline],
  ["disconnects", (r) => r.disconnects],
  ["recovered", (r) => (r.comebacks === 0 ? "-" : `${r.recovered} of ${r.comebacks}`)],
  ["other answers", (r) => r.refused || "-"],
];

export function row(result) {
  return `${result.fault}: ${COLUMNS.slice(1)
    .map(([title, value]) => `${title} ${value(result)}`)
    .join(", ")}`;
}

/** A Markdown table. */
export function table(results) {
  const lines = [COLUMNS.map(([title]) => title), COLUMNS.map(() => "---"), ...results.map((result) => COLUMNS.map(([, value]) => String(value(result))))];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column], cell === "---" ? "-" : " ")).join(" | ")} |`).join("\n");
}
