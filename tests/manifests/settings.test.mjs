import assert from "node:assert/strict";
import { it } from "node:test";
import { placeholders, SERVICES } from "./sources.mjs";
import { table, written } from "./settings.mjs";

it("should have every setting in docs/operations.md as it is (node tests/manifests/settings.mjs --write)", () => {
  assert.equal(written(), table());
});

it("should know every variable that a configuration file names", () => {
  const missing = SERVICES.flatMap((service) => [...placeholders(service).keys()]).filter((name) => name !== "PORT" && !table().includes(`\`${name}\``));
  assert.deepEqual(missing, []);
});
