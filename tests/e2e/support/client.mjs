// What a client program has: REST calls with a token, and an unmodified socket.io-client.
import { randomUUID } from "node:crypto";
import { io } from "socket.io-client";
import { until, within } from "./stack.mjs";

export const EVENT_LIMIT_MS = 10_000;
const PASSWORD = "correct horse battery";

/** One REST call: status, headers and the parsed body (the text where it is not JSON). */
export async function call(base, method, path, { token, json, body, headers = {} } = {}) {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: json === undefined ? body : JSON.stringify(json),
  });
  const text = await response.text();
  let parsed = text;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not JSON.
  }
  return { status: response.status, headers: response.headers, body: parsed };
}

/** A person with an account of their own. */
export class Person {
  static async signUp(base, name) {
    const email = `${name.toLowerCase()}.${randomUUID()}@example.org`;
    const answer = await call(base, "POST", "/api/auth/signup", {
      json: { fullName: name, email, password: PASSWORD, bio: `I am ${name}` },
    });
    if (answer.status !== 201) {
      throw new Error(`signup answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return new Person(base, email, answer.body);
  }

  constructor(base, email, signup) {
    this.base = base;
    this.email = email;
    this.password = PASSWORD;
    this.signup = signup;
    this.id = signup.userData._id;
    this.token = signup.token;
    this.sockets = [];
  }

  call(method, path, options = {}) {
    return call(this.base, method, path, { token: this.token, ...options });
  }

  get(path) {
    return this.call("GET", path);
  }

  send(to, text, extra = {}) {
    return this.call("POST", `/api/messages/send/${to.id}`, { json: { text, ...extra } });
  }

  /** A connected socket that remembers what it was told. */
  async connect(options = {}) {
    const socket = open(this.base, { auth: { token: this.token }, ...options });
    this.sockets.push(socket);
    await connected(socket);
    return socket;
  }

  leave() {
    this.sockets.splice(0).forEach((socket) => socket.disconnect());
  }
}

/** A socket under way: `online` is the last list of users online, `pushes` every message pushed. */
export function open(base, options) {
  const socket = io(base, { forceNew: true, ...options });
  socket.online = [];
  socket.pushes = [];
  socket.on("getOnlineUsers", (ids) => (socket.online = ids));
  socket.on("newMessage", (message) => socket.pushes.push(message));
  return socket;
}

export function connected(socket) {
  return within(
    EVENT_LIMIT_MS,
    new Promise((resolve, reject) => {
      socket.once("connect", () => resolve(socket));
      socket.once("connect_error", (error) => reject(error));
    }),
    "connect",
  );
}

/** The message of the connect_error that a connection attempt ends with. */
export async function refusal(base, options) {
  const socket = open(base, { reconnection: false, ...options });
  try {
    return await within(
      EVENT_LIMIT_MS,
      new Promise((resolve, reject) => {
        socket.once("connect_error", (error) => resolve(error.message));
        socket.once("connect", () => reject(new Error("it connected")));
      }),
      "connect_error",
    );
  } finally {
    socket.disconnect();
  }
}

export function pushed(socket, text) {
  return until(() => socket.pushes.find((message) => message.text === text), `the push of "${text}"`, EVENT_LIMIT_MS);
}

export function seesOnline(socket, person) {
  return until(() => socket.online.includes(person.id), "the other one online", EVENT_LIMIT_MS);
}

export function seesOffline(socket, person) {
  return until(() => !socket.online.includes(person.id), "the other one offline", EVENT_LIMIT_MS);
}

/** A socket of this person on each of so many nodes. New sessions go to the least loaded one, so that a few tries reach all. */
export async function onEachNode(person, count, options = {}) {
  const found = new Map();
  for (let tries = 0; tries < 60; tries++) {
    const socket = await person.connect({ transports: tries % 2 ? ["polling"] : ["websocket"], ...options });
    if (found.has(nodeOf(socket))) {
      socket.disconnect();
    } else {
      found.set(nodeOf(socket), socket);
    }
    if (found.size === count) {
      return [...found.values()];
    }
  }
  throw new Error(`sessions reached ${[...found.keys()]} only`);
}

/** The presence node that a socket sits on: the prefix of its private session id. */
export function nodeOf(socket) {
  return socket.io.engine.id.split(".")[0];
}
