// What can break, and how it is healed. Each breaks one thing while the load goes on, heals it, and returns.
// `allow` says which answers a sender may get meanwhile, beyond 201; `check` looks at what is promised for this fault alone.
import { stopReading } from "./support/slow.mjs";
import { sleep, until } from "./support/wait.mjs";

const KINDS = ["presence", "gateway", "message", "auth"];
const AWAY = [503, "no answer", "timeout"];

function killed(kind) {
  return {
    name: `${kind} kill -9`,
    allow: AWAY,
    async run({ cluster, pick }) {
      const node = pick(cluster.of(kind));
      await cluster.kill(node);
      await sleep(4_000);
      await cluster.restart(node);
    },
  };
}

function terminated(kind) {
  return {
    name: `${kind} SIGTERM`,
    // An orderly end is nobody's business but the node's.
    allow: kind === "gateway" ? ["no answer"] : [],
    async run({ cluster, pick, problems }) {
      const node = pick(cluster.of(kind));
      const took = await cluster.terminate(node);
      if (took > 30_000) problems.push(`${node.name} took ${took} ms to end`);
      await cluster.restart(node);
    },
  };
}

export const faults = [
  { name: "none", allow: [], run: () => sleep(6_000), quiet: true },
  ...KINDS.map(killed),
  ...KINDS.map(terminated),
  {
    name: "redis killed, back empty",
    allow: [],
    async run({ cluster }) {
      await cluster.redis.process.kill();
      await sleep(5_000);
      await cluster.redis.restart();
      await sleep(8_000);
    },
    quiet: true,
  },
  {
    name: "redis SIGSTOP 20 s",
    allow: [],
    async run({ cluster }) {
      cluster.redis.process.signal("SIGSTOP");
      await sleep(20_000);
      cluster.redis.process.signal("SIGCONT");
      await sleep(8_000);
    },
    quiet: true,
  },
  {
    name: "mongo primary killed",
    allow: AWAY,
    async run({ cluster }) {
      const port = await cluster.mongo.killPrimary();
      await cluster.mongo.primary();
      await sleep(2_000);
      await cluster.mongo.restart(port);
      await sleep(2_000);
    },
    quiet: true,
  },
  {
    name: "presence cut off redis 15 s",
    allow: [],
    async run({ cluster }) {
      cluster.wire.cut();
      await sleep(15_000);
      cluster.wire.heal();
      await sleep(6_000);
    },
    quiet: true,
  },
  {
    name: "client that stops reading",
    allow: [],
    async run({ cluster, load, problems }) {
      const [pair] = load.pairs;
      const slow = await stopReading(cluster.url, pair.b.token);
      const text = "x".repeat(19_000);
      try {
        // Its queue's bound of 4 MiB, and what the kernels and the gateway hold on the way.
        for (let sent = 0; sent < 1_200 && !slow.closed; sent += 8) {
          await Promise.all(Array.from({ length: 8 }, (_, lane) => load.send(pair.a, pair.b, `${pair.name}-flood${lane}`, text)));
        }
        await until(() => slow.closed, "the end of the client that does not read", 60_000);
      } catch (error) {
        problems.push(error.message);
      } finally {
        slow.end();
      }
    },
    quiet: true,
  },
  {
    name: "message clocks 2 s apart",
    allow: AWAY,
    async run({ cluster }) {
      const [, node] = cluster.of("message");
      await cluster.terminate(node);
      await cluster.restart(node, { CHATSPACE_CLOCK_OFFSET: "-2s" });
      await sleep(6_000);
      await cluster.terminate(node);
      await cluster.restart(node);
    },
  },
  {
    name: "all of auth away 8 s",
    allow: [],
    async run({ cluster }) {
      const nodes = cluster.of("auth");
      await Promise.all(nodes.map((node) => cluster.kill(node)));
      await sleep(8_000);
      await Promise.all(nodes.map((node) => cluster.restart(node)));
    },
    quiet: true,
  },
  {
    name: "all of message away 8 s",
    allow: AWAY,
    async run({ cluster }) {
      const nodes = cluster.of("message");
      await Promise.all(nodes.map((node) => cluster.kill(node)));
      await sleep(8_000);
      await Promise.all(nodes.map((node) => cluster.restart(node)));
    },
    check: ({ load, problems }) => {
      if (!load.statuses.has(503)) problems.push("no sender was told 503");
    },
    quiet: true,
  },
];

/** Enough to see in a minute that the machinery works. */
export const short = ["none", "presence kill -9", "message kill -9", "redis killed, back empty", "mongo primary killed"];
