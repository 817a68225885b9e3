// Wires that can be cut, and balancers as an operator has them in front of equal nodes.
import { createServer, connect } from "node:net";

/** Listens on a port and passes each connection to the target with the fewest; the next one where that takes none. */
export class Balancer {
  /** The target of each open connection, by its client's port. */
  #behind = new Map();

  static async start(port, targets) {
    const balancer = new Balancer(targets);
    await new Promise((resolve, reject) => {
      balancer.server.on("error", reject);
      balancer.server.listen(port, "127.0.0.1", resolve);
    });
    return balancer;
  }

  constructor(targets) {
    this.targets = targets;
    this.excluded = new Set();
    this.open = new Set();
    this.broken = false;
    this.server = createServer({ noDelay: true }, (client) => this.#accept(client));
  }

  /** Sends no new connections there, as a balancer does with a node that is no longer ready. */
  exclude(port) {
    this.excluded.add(port);
  }

  include(port) {
    this.excluded.delete(port);
  }

  /** The target behind the connection that a client has from this port of its own. */
  targetOf(clientPort) {
    return this.#behind.get(clientPort);
  }

  /** A partition: bytes go nowhere, nobody is told, and new connections hang. */
  cut() {
    this.broken = true;
    for (const pair of this.open) pair.forEach((side) => side.pause());
  }

  /** The partition ends: what hung is reset, as a firewall does with connections that it has forgotten. */
  heal() {
    this.broken = false;
    for (const pair of this.open) pair.forEach((side) => side.resetAndDestroy());
    this.open.clear();
  }

  close() {
    this.server.close();
    for (const pair of this.open) pair.forEach((side) => side.destroy());
  }

  #accept(client) {
    const { remotePort } = client;
    client.on("error", () => client.destroy());
    client.on("close", () => this.#behind.delete(remotePort));
    this.#pass(client, remotePort, []);
  }

  #pass(client, from, tried) {
    if (client.destroyed) return;
    if (this.broken) {
      client.pause();
      this.open.add([client]);
      return;
    }
    const taken = [...this.#behind.values()];
    const busy = (port) => taken.filter((each) => each === port).length;
    const able = this.targets.filter((port) => !this.excluded.has(port) && !tried.includes(port));
    const [target] = able.sort((one, other) => busy(one) - busy(other));
    if (target === undefined) {
      client.destroy();
      return;
    }
    this.#behind.set(from, target);
    const node = connect({ port: target, host: "127.0.0.1", noDelay: true });
    const refused = () => this.#pass(client, from, [...tried, target]);
    node.once("error", refused);
    node.once("connect", () => {
      node.off("error", refused);
      const pair = [client, node];
      this.open.add(pair);
      const end = () => {
        this.open.delete(pair);
        client.destroy();
        node.destroy();
      };
      node.on("error", end);
      client.on("close", end);
      node.on("close", end);
      if (client.destroyed) {
        end();
        return;
      }
      client.pipe(node);
      node.pipe(client);
    });
  }
}
