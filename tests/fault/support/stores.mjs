// A real MongoDB replica set of three and a real Redis.
import { mkdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { Owned, freePort } from "./process.mjs";
import { until } from "./wait.mjs";

const MONGOD = process.env.CHATSPACE_MONGOD ?? "mongod";
const REDIS = process.env.CHATSPACE_REDIS_SERVER ?? "redis-server";

export const listens = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });

export class Redis {
  static async start(folder) {
    const redis = new Redis(folder, await freePort());
    await redis.restart();
    return redis;
  }

  constructor(folder, port) {
    this.folder = folder;
    this.port = port;
  }

  /** Empty: nothing is kept on disk. */
  async restart() {
    this.process = await Owned.start("redis", [REDIS, "--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", this.folder], {
      log: join(this.folder, "redis.log"),
    });
    await until(() => listens(this.port), "redis");
  }
}

export class ReplicaSet {
  static async start(folder) {
    const set = new ReplicaSet(folder, await Promise.all([freePort(), freePort(), freePort()]));
    await Promise.all(set.ports.map((port) => set.#start(port)));
    const client = new MongoClient(`mongodb://127.0.0.1:${set.ports[0]}/?directConnection=true`);
    try {
      const members = set.ports.map((port, index) => ({ _id: index, host: `127.0.0.1:${port}` }));
      await client.db("admin").command({ replSetInitiate: { _id: "rs0", members, settings: { electionTimeoutMillis: 2000 } } });
    } finally {
      await client.close();
    }
    await set.primary();
    return set;
  }

  constructor(folder, ports) {
    this.folder = folder;
    this.ports = ports;
    this.processes = new Map();
  }

  get uri() {
    return `mongodb://${this.ports.map((port) => `127.0.0.1:${port}`).join(",")}/?replicaSet=rs0`;
  }

  async #start(port) {
    const data = join(this.folder, `mongo-${port}`);
    mkdirSync(data, { recursive: true });
    const command = [MONGOD, "--port", String(port), "--bind_ip", "127.0.0.1", "--replSet", "rs0", "--dbpath", data, "--wiredTigerCacheSizeGB", "0.25"];
    this.processes.set(port, await Owned.start(`mongod ${port}`, command, { log: join(this.folder, `mongod-${port}.log`) }));
    await until(() => listens(port), `mongod ${port}`, 60_000);
  }

  /** The port of the member that is primary now. */
  primary() {
    return until(async () => {
      for (const port of this.ports) {
        if (!this.processes.get(port).alive) continue;
        const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true&serverSelectionTimeoutMS=1000`);
        try {
          const hello = await client.db("admin").command({ hello: 1 });
          if (hello.isWritablePrimary) return port;
        } catch {
          // Not this one.
        } finally {
          await client.close();
        }
      }
      return undefined;
    }, "a primary", 60_000);
  }

  async killPrimary() {
    const port = await this.primary();
    await this.processes.get(port).kill();
    return port;
  }

  restart(port) {
    return this.#start(port);
  }
}
