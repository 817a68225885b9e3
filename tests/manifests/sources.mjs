// What the tests read: the built manifests, the compose file, and what the services say of their own configuration.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, parseAllDocuments } from "yaml";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const SERVICES = ["gateway", "auth-service", "message-service", "presence-service"];
export const OVERLAYS = ["k8s/overlays/dev", "k8s/overlays/prod", "tests/manifests/gateway-api"];

export const text = (path) => readFileSync(join(root, path), "utf8");

/** What `kubectl apply -k` would send. */
export function build(overlay) {
  const out = execFileSync("kubectl", ["kustomize", join(root, overlay)], { encoding: "utf8", maxBuffer: 1 << 26 });
  return { yaml: out, objects: parseAllDocuments(out).map((document) => document.toJS()) };
}

export const compose = () => parse(text("docker-compose.yml"), { merge: true });

/** A service's own configuration file. */
export const configuration = (service) => parse(text(`${service}/src/main/resources/${service}.yml`));

/** The properties that a module binds, as its build found them. */
export function properties(module) {
  const path = `${module}/target/classes/META-INF/spring-configuration-metadata.json`;
  if (!existsSync(join(root, path))) {
    throw new Error(`${path} is not there: run ./mvnw -DskipTests package first`);
  }
  return JSON.parse(text(path)).properties;
}

/** Environment variables that a service's configuration file names, with what holds without them. */
export function placeholders(service) {
  const found = text(`${service}/src/main/resources/${service}.yml`).matchAll(/\$\{([A-Z][A-Z0-9_]*):((?:\$\{[^}]*\}|[^}])*)\}/g);
  return new Map([...found].map(([, name, fallback]) => [name, fallback]));
}

/** Spring's rule: dots become underscores, dashes go. */
export const variable = (property) => property.replaceAll(".", "_").replaceAll("-", "").toUpperCase();
