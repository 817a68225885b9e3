// A steady load as clients make it: unmodified socket.io-client, and sends that are repeated until they are acknowledged.
import { randomUUID } from "node:crypto";
import { io } from "socket.io-client";
import { Ledger } from "./ledger.mjs";
import { sleep, until } from "./wait.mjs";

const PASSWORD = "correct horse battery";
const SEND_TIMEOUT_MS = 12_000;

class User {
  static async signUp(base, name) {
    const email = `${name}.${randomUUID()}@example.org`;
    const answer = await fetch(`${base}/api/auth/signup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ fullName: name, email, password: PASSWORD }),
    });
    const body = await answer.json();
    if (answer.status !== 201) throw new Error(`signup answered ${answer.status}: ${JSON.stringify(body)}`);
    return new User(base, name, body.userData._id, body.token, email);
  }

  constructor(base, name, id, token, email) {
    Object.assign(this, { base, name, id, token, email });
  }

  request(method, path, json, base = this.base) {
    return fetch(base + path, {
      method,
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
      headers: { authorization: `Bearer ${this.token}`, ...(json && { "content-type": "application/json" }) },
      body: json && JSON.stringify(json),
    });
  }
}

/**
 * A user's device: it applies pushes by their id, and asks for changes only when its connection was not recovered. Pushes that
 * come while it asks are applied behind what it asked for, as they are newer.
 */
export class Device {
  constructor(user, name, load) {
    Object.assign(this, { user, name, load, online: new Set(), goneAt: undefined, disconnects: [], pushed: [], asking: 0 });
    this.socket = io(user.base, { forceNew: true, auth: { token: user.token }, reconnectionDelay: 200, reconnectionDelayMax: 1_000, timeout: 5_000 });
    this.socket.on("connect", () => void this.#connected());
    this.socket.on("disconnect", (reason) => {
      this.goneAt ??= Date.now();
      this.disconnects.push(reason);
      if (reason === "io server disconnect") load.problems.push(`${name} was sent away by the server`);
    });
    this.socket.on("connect_error", (error) => {
      this.lastError = error.message;
      if (error.message.includes("Authentication error")) load.problems.push(`${name} was told: ${error.message}`);
    });
    this.socket.on("getOnlineUsers", (ids) => this.#sees(new Set(ids)));
    this.socket.on("newMessage", (message) => {
      if (this.asking > 0) this.pushed.push(message);
      else this.#apply(message, true);
    });
  }

  async ready() {
    await until(() => this.socket.connected && this.cursor, `${this.name} connected`, 60_000).catch((error) => {
      throw new Error(`${error.message}: ${this.socket.connected ? "no cursor" : (this.lastError ?? "no error")}`);
    });
  }

  async #connected() {
    if (this.goneAt !== undefined) {
      this.load.ledger.back(Date.now() - this.goneAt, this.socket.recovered);
      this.goneAt = undefined;
    }
    if (this.socket.recovered) return;
    this.asking += 1;
    await this.#catchUp();
    this.asking -= 1;
    if (this.asking === 0) this.pushed.splice(0).forEach((message) => this.#apply(message, true));
  }

  #sees(online) {
    for (const id of this.online) {
      if (!online.has(id) && this.load.ids.has(id)) this.load.ledger.offline += 1;
    }
    this.online = online;
  }

  /** The session, which names its presence node, and the port that this device has at the gateways' balancer; undefined between two. */
  get place() {
    const { engine } = this.socket.io;
    const port = engine?.transport?.ws?._socket?.localPort;
    return this.socket.connected && port !== undefined ? { session: engine.id, port } : undefined;
  }

  /** Breaks the connection, so that it comes back elsewhere. */
  move() {
    this.socket.io.engine.close();
  }

  async #catchUp() {
    for (;;) {
      try {
        const query = this.cursor === undefined ? "" : `?since=${encodeURIComponent(this.cursor)}&limit=500`;
        const answer = await this.user.request("GET", `/api/messages/changes${query}`);
        if (answer.status !== 200) throw new Error(`changes answered ${answer.status}`);
        const body = await answer.json();
        if (this.cursor !== undefined) {
          body.messages.filter((message) => message.receiverId === this.user.id).forEach((message) => this.#apply(message, false));
        }
        this.cursor = body.cursor;
        if (!body.more) return;
      } catch {
        await sleep(300);
      }
    }
  }

  #apply(message, pushed) {
    this.load.ledger.seen(this.name, { key: message.text.split(" ")[0], id: message._id, now: Date.now(), pushed });
    this.onMessage?.(message);
  }

  close() {
    this.socket.disconnect();
  }
}

/** Users who write to each other in pairs. Half of the pairs write at a steady pace, the others answer each other. */
export class Load {
  static async start(base, { pairs = 4, paceMs = 100 } = {}) {
    const load = new Load(base, paceMs);
    for (let i = 0; i < pairs; i++) {
      const [a, b] = [await User.signUp(base, `a${i}`), await User.signUp(base, `b${i}`)];
      const devices = [new Device(a, `a${i}`, load), new Device(b, `b${i}`, load), new Device(b, `b${i}-phone`, load)];
      load.devices.push(...devices);
      [a, b].forEach((user) => load.ids.add(user.id));
      load.pairs.push({ name: `p${i}`, a, b, devices, chatting: i % 2 === 1 });
    }
    await Promise.all(load.devices.map((device) => device.ready()));
    return load;
  }

  constructor(base, paceMs) {
    Object.assign(this, { base, paceMs, ids: new Set(), devices: [], pairs: [], ledger: new Ledger(), statuses: new Map(), problems: [], writing: [], numbers: new Map() });
  }

  /** Begins a new count; writers write until `rest`. */
  begin() {
    this.ledger = new Ledger();
    this.statuses = new Map();
    this.problems = [];
    this.disconnectsBefore = this.devices.map((device) => device.disconnects.length);
    this.stopped = false;
    this.via = undefined;
    this.writing = this.pairs.map((pair) => (pair.chatting ? this.#chat(pair) : this.#write(pair)));
  }

  async #write(pair) {
    while (!this.stopped) {
      await this.send(pair.a, pair.b, pair.name);
      await sleep(this.paceMs);
    }
  }

  /** Each answers once it has read the other: the order that everybody must see. `via` are the message nodes that the two send to. */
  async #chat(pair) {
    pair.said = [];
    while (!this.stopped) {
      for (const [from, to] of [[pair.a, pair.b], [pair.b, pair.a]]) {
        const base = this.via?.[from === pair.a ? 0 : 1];
        pair.said.push(await this.send(from, to, pair.name, { base }));
      }
      await sleep(this.paceMs);
    }
  }

  /** Sends one message, with one id, until it is acknowledged. Resolves with its id. `base`: a node, past the gateways. */
  async send(from, to, pair, { text = "", base } = {}) {
    const direction = `${pair}:${from.name}`;
    const seq = (this.numbers.get(direction) ?? 0) + 1;
    this.numbers.set(direction, seq);
    const key = `${direction}:${seq}`;
    const ledger = this.ledger;
    ledger.sending(key, { pair: direction, seq, now: Date.now() });
    for (let wait = 100; ; wait = Math.min(wait * 2, 1_000)) {
      const status = await this.#post(from, to, key, { text, base }, ledger);
      if (status === 201) return ledger.sent.get(key).id;
      await sleep(wait);
    }
  }

  async #post(from, to, key, { text, base }, ledger) {
    let status = "no answer";
    try {
      const answer = await from.request("POST", `/api/messages/send/${to.id}`, { text: `${key} ${text}`, clientMessageId: key }, base);
      status = answer.status;
      const body = await answer.json();
      if (status === 201) ledger.acknowledged(key, body.newMessage._id, Date.now());
      else if (body.success !== false || typeof body.message !== "string") this.problems.push(`a ${status} without the envelope: ${JSON.stringify(body)}`);
    } catch (error) {
      if (status !== "no answer") this.problems.push(`an answer of ${status} that is no JSON`);
      else if (error.name === "TimeoutError") status = "timeout";
    }
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    return status;
  }

  devicesOf = (direction) => {
    const [name, from] = direction.split(":");
    const pair = this.pairs.find((each) => each.name === name.split("-")[0]);
    const to = from === pair.a.name ? pair.b : pair.a;
    return pair.devices.filter((device) => device.user === to).map((device) => device.name);
  };

  /** Somebody who has signed up but was on no node yet, and who is in no count. */
  async newcomer() {
    const user = await User.signUp(this.base, "newcomer");
    let socket;
    return {
      async connect() {
        socket = io(user.base, { forceNew: true, auth: { token: user.token }, reconnectionDelay: 200, timeout: 5_000 });
        let refused;
        socket.on("connect_error", (error) => (refused = error.message));
        await until(() => socket.connected, "a new socket let in on its token alone", 15_000).catch((error) => {
          throw new Error(refused ? `${error.message}: ${refused}` : error.message);
        });
      },
      login: async () => (await user.request("POST", "/api/auth/login", { email: user.email, password: PASSWORD })).status,
      close: () => socket?.disconnect(),
    };
  }

  /** How far a message node's clock is from ours in ms, by the time it gives to a message between two who do not talk. */
  async clockOf(base) {
    const [one, , other] = this.pairs;
    const answer = await one.a.request("POST", `/api/messages/send/${other.a.id}`, { text: "what time is it?" }, base);
    if (answer.status !== 201) throw new Error(`a message node answered ${answer.status}`);
    return Date.parse((await answer.json()).newMessage.createdAt) - Date.now();
  }

  /** Stops writing and gives what is under way its time. */
  async rest(settleMs = 45_000) {
    this.stopped = true;
    await Promise.all(this.writing);
    const deadline = Date.now() + settleMs;
    while (this.ledger.missing(this.devicesOf).length > 0 && Date.now() < deadline) await sleep(200);
    await until(() => this.devices.every((device) => device.socket.connected), "all devices connected", 30_000);
  }

  /** The devices whose socket is on a presence node, or comes through a gateway. */
  on(node, cluster) {
    return this.devices.filter(({ place }) => {
      if (place === undefined) return false;
      return node.kind === "presence" ? place.session.startsWith(`${node.name}.`) : cluster.balancers.gateway.targetOf(place.port) === node.port;
    });
  }

  /** Moves sockets until each gateway and each presence node has some, so that none can break without notice. */
  async spread(cluster, least = 2) {
    const nodes = [...cluster.of("presence"), ...cluster.of("gateway")];
    let moved = 0;
    await until(async () => {
      await until(() => this.devices.every((device) => device.place), "all devices on a WebSocket");
      const bare = nodes.find((node) => this.on(node, cluster).length < least);
      if (bare === undefined) return true;
      const peers = cluster.of(bare.kind).map((node) => this.on(node, cluster));
      const [fullest] = peers.sort((one, other) => other.length - one.length);
      fullest[moved++ % fullest.length].move();
      // A node tells its load every two seconds.
      await sleep(500);
      return false;
    }, "sockets on every gateway and every presence node", 60_000);
  }

  /** Whether every device sees every user online. */
  async presenceIsTrue(ms = 20_000) {
    const all = this.pairs.flatMap((pair) => [pair.a.id, pair.b.id]);
    await until(() => this.devices.every((device) => all.every((id) => device.online.has(id))), "everybody sees everybody online", ms);
  }

  /** Pairs whose history is not in the order in which they talked, as one of them reads it. */
  async historyDisorder() {
    const wrong = [];
    for (const pair of this.pairs.filter((each) => each.chatting)) {
      for (const [me, other] of [[pair.a, pair.b], [pair.b, pair.a]]) {
        const body = await (await me.request("GET", `/api/messages/${other.id}`)).json();
        const ours = new Set(pair.said);
        const got = body.messages.map((message) => message._id).filter((id) => ours.has(id));
        const said = pair.said.slice(-got.length);
        if (got.length === 0 || got.some((id, index) => id !== said[index])) wrong.push(`${me.name} reads ${pair.name} in another order`);
      }
    }
    return wrong;
  }

  close() {
    this.stopped = true;
    this.devices.forEach((device) => device.close());
  }
}
