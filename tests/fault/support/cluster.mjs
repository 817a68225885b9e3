// ChatSpace on several nodes: what an operator's machines would run, as processes of this one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { java, unpacked } from "./jars.mjs";
import { Owned, endAll, freePort } from "./process.mjs";
import { Redis, ReplicaSet } from "./stores.mjs";
import { Balancer } from "./tcp.mjs";
import { until } from "./wait.mjs";

const OPTIONS = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"];
const MODULES = { gateway: "gateway", auth: "auth-service", message: "message-service", presence: "presence-service" };

/** One service process, which can be ended and started again on its port. */
export class Node {
  /** @param actuator the port of health and metrics, apart from the service's own as in the images */
  constructor(kind, number, port, actuator, env, folder) {
    Object.assign(this, { kind, number, port, actuator, env, folder });
    this.name = `${kind}-${number}`;
    this.url = `http://127.0.0.1:${port}`;
  }

  async start(more = {}) {
    const command = [java, ...OPTIONS, "-jar", unpacked(MODULES[this.kind])];
    this.process = await Owned.start(this.name, command, {
      env: { ...this.env, ...more, PORT: String(this.port), MANAGEMENT_SERVER_PORT: String(this.actuator) },
      log: join(this.folder, `${this.name}.log`),
    });
  }

  async ready(ms = 120_000) {
    await until(async () => {
      if (!this.process.alive) return true;
      const answer = await fetch(`http://127.0.0.1:${this.actuator}/actuator/health/readiness`, { signal: AbortSignal.timeout(2_000) });
      return answer.status === 200;
    }, `${this.name} ready`, ms);
    if (!this.process.alive) throw new Error(`${this.name} ended, its log says why`);
  }

  /** What a counter of its metrics stands at. */
  async counter(name) {
    const answer = await fetch(`http://127.0.0.1:${this.actuator}/actuator/prometheus`, { signal: AbortSignal.timeout(5_000) });
    const lines = (await answer.text()).split("\n").filter((line) => line.startsWith(name));
    if (lines.length === 0) throw new Error(`${this.name} has no metric ${name}`);
    return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  }
}

export class Cluster {
  static async start(say = () => undefined) {
    const folder = mkdtempSync(join(tmpdir(), "chatspace-faults-"));
    const cluster = new Cluster(folder);
    say(`logs and data in ${folder}`);
    [cluster.redis, cluster.mongo] = await Promise.all([Redis.start(folder), ReplicaSet.start(folder)]);
    await cluster.#services();
    return cluster;
  }

  constructor(folder) {
    this.folder = folder;
    this.nodes = [];
    this.wires = [];
  }

  async #services() {
    const [authPort, messagePort, frontPort, wirePort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
    const local = (port) => `http://127.0.0.1:${port}`;
    const redis = `redis://127.0.0.1:${this.redis.port}`;
    const env = {
      REDIS_URL: redis,
      MONGODB_URI: this.mongo.uri,
      AUTH_URL: local(authPort),
      MESSAGE_URL: local(messagePort),
      PRESENCE_URL: "http://127.0.0.1:1",
      CHATSPACE_RATE_LIMITS: "off",
      NODE_DRAIN: "5s",
      GATEWAY_DRAIN: "5s",
      MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: "health,prometheus",
    };
    const add = async (kind, count, own = () => ({})) => {
      for (let number = 1; number <= count; number++) {
        const [port, actuator] = await Promise.all([freePort(), freePort()]);
        this.nodes.push(new Node(kind, number, port, actuator, { ...env, ...own(number, port) }, this.folder));
      }
    };
    await add("auth", 2);
    await add("message", 2);
    await add("presence", 3, (number, port) => ({
      NODE_ID: `presence-${number}`,
      NODE_URL: local(port),
      ...(number === 3 ? { REDIS_URL: `redis://127.0.0.1:${wirePort}` } : {}),
    }));
    await add("gateway", 2);
    const ports = (kind) => this.of(kind).map((node) => node.port);
    this.wire = await Balancer.start(wirePort, [this.redis.port]);
    this.balancers = {
      auth: await Balancer.start(authPort, ports("auth")),
      message: await Balancer.start(messagePort, ports("message")),
      gateway: await Balancer.start(frontPort, ports("gateway")),
    };
    this.url = local(frontPort);
    await Promise.all(this.nodes.map((node) => node.start()));
    await Promise.all(this.nodes.map((node) => node.ready()));
    await until(async () => (await fetch(`${this.url}/socket.io/?EIO=4&transport=polling`)).status === 200, "a presence node behind the gateways");
  }

  of(kind) {
    return this.nodes.filter((node) => node.kind === kind);
  }

  /** kill -9. What comes back gets new connections once it is ready, as from any balancer that looks. */
  async kill(node) {
    await node.process.kill();
    this.balancers[node.kind]?.exclude(node.port);
  }

  /** SIGTERM, as an orchestrator does it: no new connections, then the signal. Returns how long it took to end. */
  async terminate(node) {
    this.balancers[node.kind]?.exclude(node.port);
    const from = Date.now();
    node.process.signal("SIGTERM");
    await node.process.ended(90_000);
    return Date.now() - from;
  }

  async restart(node, more = {}) {
    await node.start(more);
    await node.ready();
    this.balancers[node.kind]?.include(node.port);
  }

  /** What should run and does not. */
  get dead() {
    const processes = [this.redis.process, ...this.mongo.processes.values(), ...this.nodes.map((node) => node.process)];
    return processes.filter((each) => !each.alive).map((each) => each.name);
  }

  async stop({ keep = false } = {}) {
    [this.wire, ...Object.values(this.balancers ?? {})].forEach((wire) => wire?.close());
    await endAll();
    if (!keep) rmSync(this.folder, { recursive: true, force: true });
  }
}
