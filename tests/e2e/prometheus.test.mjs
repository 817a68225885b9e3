// The compose file's Prometheus with our configuration, on a system that was walked through: it finds every instance, and rules
// and panels find what they ask for. CHATSPACE_PROMETHEUS says where it is.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { containers } from "./support/containers.mjs";
import { Person, pushed } from "./support/client.mjs";
import { namedMetrics, panelQueries } from "./support/observability.mjs";
import { until } from "./support/stack.mjs";

const prometheus = process.env.CHATSPACE_PROMETHEUS;
const url = process.env.CHATSPACE_URL;
const SERVICES = ["gateway", "auth-service", "message-service", "presence-service"];
/** Instances are looked for, asked and judged every ten seconds. */
const ROUND_MS = 60_000;
/** What there is only once something went wrong: nobody is let go for being slow in the walk. Such panels may be empty. */
const MAY_BE_EMPTY = /status=~"5|_dropped_|_full_|_skipped_/;

async function api(path) {
  const answer = await fetch(`${prometheus}/api/v1/${path}`, { signal: AbortSignal.timeout(10_000) });
  const body = await answer.json();
  assert.equal(body.status, "success", `${path}: ${body.error}`);
  return body.data;
}

const query = (expression) => api(`query?query=${encodeURIComponent(expression)}`);

describe(`Prometheus at ${prometheus}`, { timeout: 5 * 60_000 }, () => {
  before(async () => {
    const running = async () => (await fetch(`${prometheus}/-/ready`)).status === 200;
    await until(() => running().catch(() => false), "Prometheus ready", ROUND_MS);
  });

  it("should find every instance of every service, and be answered by each", async () => {
    const wanted = {};
    for (const service of SERVICES) wanted[service] = (await containers(service)).length;

    const counted = async () => {
      const { activeTargets } = await api("targets?state=active");
      const up = activeTargets.filter(({ health }) => health === "up").map(({ labels }) => labels.job);
      return Object.fromEntries(SERVICES.map((service) => [service, up.filter((job) => job === service).length]));
    };
    let seen;
    const all = async () => ((seen = await counted()), SERVICES.every((service) => seen[service] === wanted[service]));
    await until(all, "every instance up", ROUND_MS).catch(() => assert.deepEqual(seen, wanted));
    assert.ok(wanted["presence-service"] >= 2);
  });

  it("should have every metric that a rule or a panel names", async () => {
    const ann = await Person.signUp(url, "Ann");
    const ben = await Person.signUp(url, "Ben");
    const socket = await ben.connect();
    await ann.send(ben, "for Prometheus");
    await pushed(socket, "for Prometheus");

    const asked = namedMetrics();
    assert.ok(asked.size > 15);
    let missing;
    const none = async () => {
      const known = new Set(await api("label/__name__/values"));
      missing = [...asked].filter((name) => !known.has(name));
      return missing.length === 0;
    };
    await until(none, "every metric scraped", ROUND_MS).catch(() => assert.deepEqual(missing, []));
    ben.leave();
  });

  it("should judge every alert, and let none fire on a system that is well", async () => {
    const judged = async () => {
      const { groups } = await api("rules?type=alert");
      const rules = groups.flatMap((group) => group.rules);
      return rules.length > 10 && rules.every(({ health }) => health !== "unknown") && rules;
    };
    const rules = await until(judged, "alerts judged", ROUND_MS);
    assert.deepEqual(rules.filter(({ health }) => health !== "ok").map(({ name, lastError }) => `${name}: ${lastError}`), []);
    assert.deepEqual(rules.filter(({ state }) => state === "firing").map(({ name }) => name), []);
  });

  it("should have an answer for every panel", async () => {
    const queries = panelQueries();
    assert.ok(queries.length > 15);
    const empty = async () => {
      const bare = [];
      for (const { title, query: expression } of queries) {
        const { result } = await query(expression);
        if (result.length === 0 && !MAY_BE_EMPTY.test(expression)) bare.push(`${title}: ${expression}`);
      }
      return bare;
    };
    let bare;
    await until(async () => (bare = await empty()).length === 0, "a series for every panel", ROUND_MS).catch(() => assert.deepEqual(bare, []));
  });
});
