// That the counts can be other than zero.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Ledger } from "./ledger.mjs";

const devices = () => ["bob"];
const message = (key, id = `id-${key}`) => ({ key, id, now: 20, pushed: true });

function ledger(count) {
  const made = new Ledger();
  for (let seq = 0; seq < count; seq++) {
    made.sending(`m${seq}`, { pair: "a>b", seq, now: 0 });
    made.acknowledged(`m${seq}`, `id-m${seq}`, 10);
  }
  return made;
}

describe("the ledger", () => {
  it("should find nothing where all is well", () => {
    const kept = ledger(3);
    ["m0", "m1", "m2"].forEach((key) => kept.seen("bob", message(key)));
    assert.deepEqual(kept.missing(devices), []);
    assert.deepEqual([kept.doubled, kept.disorder, kept.repeats], [[], [], 0]);
    assert.equal(kept.longest.push, 10);
    assert.equal(kept.acknowledgedCount, 3);
    assert.equal(kept.seenCount, 3);
  });

  it("should find what was lost, on each device", () => {
    const kept = ledger(2);
    kept.seen("bob", message("m1"));
    assert.deepEqual(kept.missing(devices), ["bob lacks m0"]);
    assert.equal(kept.missing(() => ["bob", "bob's other"]).length, 3);
  });

  it("should not call lost what was never acknowledged", () => {
    const kept = ledger(0);
    kept.sending("m0", { pair: "a>b", seq: 0, now: 0 });
    assert.deepEqual(kept.missing(devices), []);
  });

  it("should find disorder", () => {
    const kept = ledger(2);
    kept.seen("bob", message("m1"));
    kept.seen("bob", message("m0"));
    assert.equal(kept.disorder.length, 1);
  });

  it("should tell a message that was pushed twice from one that was stored twice", () => {
    const kept = ledger(1);
    kept.seen("bob", { ...message("m0"), pushed: false });
    kept.seen("bob", message("m0"));
    assert.equal(kept.repeats, 0);
    kept.seen("bob", message("m0"));
    assert.equal(kept.repeats, 1);
    assert.deepEqual(kept.doubled, []);
    kept.seen("bob", message("m0", "another"));
    assert.equal(kept.doubled.length, 1);
    kept.acknowledged("m0", "a third", 30);
    assert.equal(kept.doubled.length, 2);
  });

  it("should count who came back, and how", () => {
    const kept = ledger(0);
    kept.back(300, true);
    kept.back(200, false);
    assert.deepEqual([kept.comebacks, kept.recovered, kept.longest.gone], [2, 1, 300]);
  });
});
