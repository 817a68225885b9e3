// Wires that can be cut, and balancers as an operator has them in front of equal nodes.
import { createServer, connect } from "node:net";

/** Listens on a port and passes each connection to one of its targets; the next one where that takes none. */
export class Balancer {
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
    this.next = 0;
    this.server = createServer({ noDelay: true }, (client) => this.#pass(client, 0));
  }

  /** Sends no new connections there, as a balancer does with a node that is no longer ready. */
  exclude(port) {
    this.excluded.add(port);
  }

  include(port) {
    this.excluded.delete(port);
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

  #pass(client, tries) {
    client.on("error", () => client.destroy());
    if (this.broken) {
      client.pause();
      this.open.add([client]);
      return;
    }
    const ready = this.targets.filter((port) => !this.excluded.has(port));
    if (ready.length === 0 || tries >= ready.length) {
      client.destroy();
      return;
    }
    const target = ready[this.next++ % ready.length];
    const node = connect({ port: target, host: "127.0.0.1", noDelay: true });
    const refused = () => this.#pass(client, tries + 1);
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
      client.pipe(node);
      node.pipe(client);
    });
  }
}
