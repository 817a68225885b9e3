// What was promised and what was seen. Knows nothing of networks, so that its own test can show that it finds faults.

/** One message's life: `seq` counts up for each pair of sender and receiver. */
export class Ledger {
  constructor() {
    this.sent = new Map();
    this.seenBy = new Map();
    this.repeats = 0;
    this.offline = 0;
    this.comebacks = 0;
    this.recovered = 0;
    this.doubled = [];
    this.disorder = [];
    this.strangers = 0;
    this.longest = { send: 0, push: 0, gone: 0 };
  }

  sending(key, { pair, seq, now }) {
    this.sent.set(key, { key, pair, seq, begun: now, acked: undefined, id: undefined });
  }

  acknowledged(key, id, now) {
    const message = this.sent.get(key);
    if (message.id !== undefined && message.id !== id) this.doubled.push(`${key} was acknowledged as ${message.id} and as ${id}`);
    message.id ??= id;
    message.acked ??= now;
    this.longest.send = Math.max(this.longest.send, now - message.begun);
    this.#late(message);
  }

  /** A device was given a message: by a push, or by asking. */
  seen(device, { key, id, now, pushed }) {
    const message = this.sent.get(key);
    if (message === undefined) {
      this.strangers += 1;
      return;
    }
    let seen = this.seenBy.get(device);
    if (seen === undefined) this.seenBy.set(device, (seen = { ids: new Map(), pushed: new Set(), last: new Map() }));
    const before = seen.ids.get(key);
    if (pushed && seen.pushed.has(key)) this.repeats += 1;
    if (pushed) seen.pushed.add(key);
    if (before !== undefined) {
      if (before !== id) this.doubled.push(`${device} has ${key} as ${before} and as ${id}`);
      return;
    }
    seen.ids.set(key, id);
    const last = seen.last.get(message.pair) ?? -1;
    if (message.seq < last) this.disorder.push(`${device} got ${key} after number ${last} of ${message.pair}`);
    else seen.last.set(message.pair, message.seq);
    message.seenAt ??= now;
    this.#late(message);
  }

  #late(message) {
    if (message.acked !== undefined && message.seenAt !== undefined) {
      this.longest.push = Math.max(this.longest.push, message.seenAt - message.acked);
    }
  }

  /** A device is connected again. */
  back(ms, recovered) {
    this.comebacks += 1;
    if (recovered) this.recovered += 1;
    this.longest.gone = Math.max(this.longest.gone, ms);
  }

  /** Acknowledged messages that one of the pair's devices has not. */
  missing(devicesOf) {
    const missing = [];
    for (const message of this.sent.values()) {
      if (message.acked === undefined) continue;
      for (const device of devicesOf(message.pair)) {
        if (!this.seenBy.get(device)?.ids.has(message.key)) missing.push(`${device} lacks ${message.key}`);
      }
    }
    return missing;
  }

  get acknowledgedCount() {
    return [...this.sent.values()].filter((message) => message.acked !== undefined).length;
  }

  get seenCount() {
    return [...this.sent.values()].filter((message) => message.acked !== undefined && message.seenAt !== undefined).length;
  }
}
