import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { build, compose, configuration, OVERLAYS, placeholders, properties, root, SERVICES, text, variable } from "./sources.mjs";

const NAME = "app.kubernetes.io/name";
const built = Object.fromEntries(OVERLAYS.map((overlay) => [overlay, build(overlay)]));
const there = (program) => spawnSync(program, ["--help"]).error === undefined;
const seconds = (value) => (/^\d+ms$/.test(value) ? parseInt(value, 10) / 1000 : parseInt(value, 10) * (value.endsWith("m") ? 60 : 1));

// Names that Spring Boot itself understands and that the deployment uses.
const OF_SPRING = [
  "LOGGING_STRUCTURED_FORMAT_CONSOLE",
  "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE",
  "MANAGEMENT_SERVER_PORT",
  "SPRING_DATA_REDIS_CLUSTER_NODES",
];
const known = new Set([
  ...OF_SPRING,
  ...SERVICES.flatMap((service) => [...placeholders(service).keys()]),
  ...[...SERVICES, "libs/socketio-webflux"].flatMap((module) => properties(module).map(({ name }) => variable(name))),
  ...[...text("deploy/docker/start").matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name),
]);
const port = (service) => Number(placeholders(service).get("PORT"));
const managementPort = Number(/MANAGEMENT_SERVER_PORT=(\d+)/.exec(text("Dockerfile"))[1]);

const workloads = (objects) => objects.filter(({ kind }) => ["Deployment", "StatefulSet", "Job"].includes(kind));
const named = (objects, kind, name) => objects.find((object) => object.kind === kind && object.metadata.name === name);
const podOf = ({ spec }) => spec.template;
const selects = (selector, labels) => Object.entries(selector ?? {}).every(([key, value]) => labels?.[key] === value);

for (const [overlay, { objects, yaml }] of Object.entries(built)) {
  describe(overlay, () => {
    for (const workload of workloads(objects)) {
      const { spec: pod, metadata } = podOf(workload);
      const what = `${workload.kind} ${workload.metadata.name}`;

      it(`${what} should pass restricted pod security`, () => {
        assert.equal(pod.securityContext.runAsNonRoot, true);
        assert.ok(pod.securityContext.runAsUser > 0);
        assert.equal(pod.securityContext.seccompProfile.type, "RuntimeDefault");
        for (const field of ["hostNetwork", "hostPID", "hostIPC"]) {
          assert.equal(pod[field], undefined);
        }
        for (const { securityContext } of pod.containers) {
          assert.equal(securityContext.allowPrivilegeEscalation, false);
          assert.equal(securityContext.readOnlyRootFilesystem, true);
          assert.deepEqual(securityContext.capabilities, { drop: ["ALL"] });
        }
        (pod.volumes ?? []).forEach((volume) => assert.equal(volume.hostPath, undefined));
      });

      it(`${what} should have an account of its own without a token, and labels`, () => {
        assert.equal(pod.automountServiceAccountToken, false);
        assert.equal(pod.enableServiceLinks, false);
        const account = named(objects, "ServiceAccount", pod.serviceAccountName);
        assert.equal(account.automountServiceAccountToken, false);
        assert.ok(metadata.labels[NAME]);
        assert.equal(metadata.labels["app.kubernetes.io/part-of"], "chatspace");
      });

      it(`${what} should say what it needs and may have`, () => {
        for (const { resources, image } of pod.containers) {
          assert.ok(resources.requests.cpu && resources.requests.memory && resources.limits.memory);
          assert.ok(!image.endsWith(":latest"));
          if (overlay.startsWith("k8s/")) {
            assert.match(image, /:[\w.-]+$/);
          }
        }
      });

      it(`${what} should find what it mounts and reads`, () => {
        for (const source of pod.containers.flatMap(({ envFrom }) => envFrom ?? [])) {
          const [kind, ref] = source.configMapRef ? ["ConfigMap", source.configMapRef] : ["Secret", source.secretRef];
          assert.ok(named(objects, kind, ref.name), `${kind} ${ref.name}`);
          assert.match(ref.name, /-[a-z0-9]{10}$/, "with a hash, so that a change rolls the pods");
        }
        const volumes = new Set([
          ...(pod.volumes ?? []).map(({ name }) => name),
          ...(workload.spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata.name),
        ]);
        pod.containers.flatMap(({ volumeMounts }) => volumeMounts ?? []).forEach(({ name }) => assert.ok(volumes.has(name), name));
        (pod.volumes ?? []).filter(({ configMap }) => configMap).forEach(({ configMap }) => assert.ok(named(objects, "ConfigMap", configMap.name)));
      });

      if (workload.kind !== "Job") {
        it(`${what} should have its three probes, at ports that it has`, () => {
          for (const container of pod.containers) {
            const ports = container.ports.flatMap(({ name, containerPort }) => [name, containerPort]);
            for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
              const target = container[probe].httpGet ?? container[probe].tcpSocket;
              assert.ok(target === undefined || ports.includes(target.port), `${probe} at ${target?.port}`);
            }
          }
        });
      }
    }

    for (const service of SERVICES) {
      it(`${service} should be asked by its actuator, spread, kept up and scaled`, () => {
        const deployment = named(objects, "Deployment", service);
        const [container] = podOf(deployment).spec.containers;
        assert.equal(container.livenessProbe.httpGet.path, "/actuator/health/liveness");
        assert.equal(container.startupProbe.httpGet.path, "/actuator/health/liveness");
        assert.equal(container.readinessProbe.httpGet.path, "/actuator/health/readiness");
        const ports = Object.fromEntries(container.ports.map(({ name, containerPort }) => [name, containerPort]));
        assert.deepEqual(ports, { http: port(service), management: managementPort });
        assert.equal(podOf(deployment).spec.topologySpreadConstraints.length, 2);
        assert.ok(named(objects, "PodDisruptionBudget", service));
        assert.equal(named(objects, "HorizontalPodAutoscaler", service).spec.scaleTargetRef.name, service);
        assert.equal(deployment.spec.replicas, undefined, "the autoscaler's to say");
      });

      it(`${service} should have the time that its end takes`, () => {
        const { spec } = podOf(named(objects, "Deployment", service));
        const preStop = Number(spec.containers[0].lifecycle.preStop.exec.command[1]);
        // The drain (presence) or the last pushes (message) and the web server's end are phases of their own.
        const phase = seconds(configuration(service).spring.lifecycle["timeout-per-shutdown-phase"]);
        assert.ok(spec.terminationGracePeriodSeconds >= preStop + 2 * phase, `${preStop} s and twice ${phase} s`);
      });
    }

    it("should give presence nodes and gateways a drain that fits its phase", () => {
      const { data } = objects.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name.startsWith("chatspace-") && !metadata.name.includes("dashboards"));
      const { spring, chatspace } = configuration("presence-service");
      const phase = seconds(spring.lifecycle["timeout-per-shutdown-phase"]);
      assert.ok(seconds(data.NODE_DRAIN) + seconds(chatspace.presence.roster.grace) <= phase);
      const edge = seconds(configuration("gateway").spring.lifecycle["timeout-per-shutdown-phase"]);
      assert.ok(seconds(data.GATEWAY_DRAIN) < edge);
    });

    it("should name only settings that the services have", () => {
      const settings = objects
        .filter(({ kind, metadata }) => (kind === "ConfigMap" || kind === "Secret") && /^chatspace-(?!dashboards)/.test(metadata.name))
        .flatMap(({ data }) => Object.keys(data ?? {}));
      assert.ok(settings.length > 5);
      assert.deepEqual(settings.filter((name) => !known.has(name)), []);
    });

    it("should send services to services and ports that are there", () => {
      const urls = objects
        .filter(({ kind, metadata }) => kind === "ConfigMap" && metadata.name.startsWith("chatspace-"))
        .flatMap(({ data }) => Object.entries(data))
        .filter(([name, value]) => name.endsWith("_URL") && value.startsWith("http"));
      assert.equal(urls.length, 3);
      for (const [name, value] of urls) {
        const url = new URL(value);
        const service = named(objects, "Service", url.hostname);
        assert.ok(service?.spec.ports.some((entry) => entry.port === Number(url.port)), `${name}=${value}`);
      }
    });

    it("should have Services and budgets that select pods", () => {
      const pods = workloads(objects).map(podOf);
      for (const { spec, metadata } of objects.filter(({ kind }) => kind === "Service")) {
        const pod = pods.find((candidate) => selects(spec.selector, candidate.metadata.labels));
        assert.ok(pod, `Service ${metadata.name}`);
        const ports = pod.spec.containers.flatMap(({ ports: list }) => list ?? []).flatMap(({ name, containerPort }) => [name, containerPort]);
        spec.ports.forEach(({ targetPort }) => assert.ok(ports.includes(targetPort), `${metadata.name}: ${targetPort}`));
      }
      for (const { spec, metadata } of objects.filter(({ kind }) => kind === "PodDisruptionBudget")) {
        assert.ok(pods.some((pod) => selects(spec.selector.matchLabels, pod.metadata.labels)), metadata.name);
      }
    });

    it("should deny by default and open what is needed, to ports that are there", () => {
      const policies = objects.filter(({ kind }) => kind === "NetworkPolicy");
      assert.deepEqual(named(objects, "NetworkPolicy", "default-deny").spec, { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
      for (const workload of workloads(objects)) {
        const { labels } = podOf(workload).metadata;
        const own = policies.filter(({ spec }) => spec.podSelector.matchLabels && selects(spec.podSelector.matchLabels, labels));
        assert.equal(own.length, 1, workload.metadata.name);
        const ports = podOf(workload).spec.containers.flatMap((container) => container.ports ?? []).map(({ containerPort }) => containerPort);
        own[0].spec.ingress?.flatMap((rule) => rule.ports).forEach((entry) => assert.ok(ports.includes(entry.port), `${workload.metadata.name}: ${entry.port}`));
      }
    });

    it("should hold no secret outside of Secrets", () => {
      for (const { data, metadata } of objects.filter(({ kind }) => kind === "ConfigMap")) {
        const values = Object.entries(data ?? {}).filter(([name]) => /^[A-Z_]+$/.test(name));
        values.forEach(([name, value]) => assert.ok(!/\/\/[^/]*:[^/]*@/.test(value) && !/PASSWORD|_KEY$|SECRET/.test(name), `${metadata.name}: ${name}`));
      }
    });

    it("should be valid for the API server", { skip: there("kubectl-validate") ? false : "kubectl-validate is not there" }, () => {
      const folder = mkdtempSync(join(tmpdir(), "chatspace-manifests-"));
      const file = join(folder, "built.yaml");
      writeFileSync(file, yaml);
      const crds = process.env.GATEWAY_API_CRDS;
      if (overlay.endsWith("gateway-api") && !crds) {
        rmSync(folder, { recursive: true });
        return;
      }
      const { status, stdout, stderr } = spawnSync("kubectl-validate", [file, "--version", "1.29", ...(crds ? ["--local-crds", crds] : [])], { encoding: "utf8" });
      rmSync(folder, { recursive: true });
      assert.equal(status, 0, stdout + stderr);
    });
  });
}

describe("health", () => {
  for (const service of SERVICES) {
    it(`of ${service} should not fall with a store`, () => {
      const { health } = configuration(service).management.endpoint;
      assert.equal(health.probes.enabled, true);
      assert.ok(["livenessState", undefined].includes(health.group?.liveness?.include));
      assert.ok(["readinessState", undefined].includes(health.group?.readiness?.include));
    });
  }
});

describe("docker-compose.yml", () => {
  const { services, volumes } = compose();

  it("should name only settings that the services have", () => {
    for (const service of SERVICES) {
      assert.deepEqual(Object.keys(services[service].environment).filter((name) => !known.has(name)), [], service);
    }
  });

  it("should send services to services and ports that are there", () => {
    for (const service of SERVICES) {
      const { environment } = services[service];
      assert.equal(environment.PORT, port(service));
      for (const [name, value] of Object.entries(environment).filter(([, url]) => /^http:/.test(url))) {
        const url = new URL(value);
        assert.equal(Number(url.port), services[url.hostname]?.environment.PORT, `${service}: ${name}`);
      }
    }
  });

  it("should lock its containers down, and publish the gateway alone beyond this machine", () => {
    for (const service of SERVICES) {
      const { read_only, cap_drop, security_opt, mem_limit } = services[service];
      assert.equal(read_only, true);
      assert.deepEqual(cap_drop, ["ALL"]);
      assert.deepEqual(security_opt, ["no-new-privileges:true"]);
      assert.ok(mem_limit);
    }
    for (const [name, { ports = [] }] of Object.entries(services).filter(([service]) => service !== "gateway")) {
      ports.forEach((published) => assert.match(published, /^127\.0\.0\.1:/, name));
    }
  });

  it("should let presence nodes be as many as wanted", () => {
    const { container_name, ports, deploy } = services["presence-service"];
    assert.equal(container_name, undefined);
    assert.equal(ports, undefined);
    assert.equal(deploy.replicas, 2);
  });

  it("should give each service the time that its end takes", () => {
    for (const service of SERVICES) {
      const phase = seconds(configuration(service).spring.lifecycle["timeout-per-shutdown-phase"]);
      assert.ok(seconds(services[service].stop_grace_period) >= 2 * phase, service);
    }
  });

  it("should declare every volume it uses", () => {
    const used = Object.values(services).flatMap((service) => service.volumes ?? []).map((volume) => volume.split(":")[0]);
    assert.deepEqual([...new Set(used.filter((name) => !name.startsWith(".")))].sort(), Object.keys(volumes).sort());
  });

  it("should be explained whole in .env.example, and nothing else", () => {
    const file = text("docker-compose.yml");
    const asked = new Set([
      ...[...file.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name),
      ...Object.values(services).flatMap(({ environment }) => Object.entries(environment ?? {})).filter(([, value]) => value === null).map(([name]) => name),
    ]);
    const explained = new Set([...text(".env.example").matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name));
    assert.deepEqual([...explained].sort(), [...asked].sort());
  });
});

describe("alerts", () => {
  const promtool = there("promtool") ? false : "promtool is not there";
  const folder = join(root, "deploy/observability");

  it("should be valid, and fire when they must", { skip: promtool }, () => {
    execFileSync("promtool", ["check", "rules", "alerts.yml"], { cwd: folder, stdio: "pipe" });
    execFileSync("promtool", ["check", "config", "--syntax-only", "prometheus.yml"], { cwd: folder, stdio: "pipe" });
    execFileSync("promtool", ["test", "rules", "alerts.test.yml"], { cwd: folder, stdio: "pipe" });
  });

  it("should each be tested, and have a page in the run book", () => {
    const alerts = [...text("deploy/observability/alerts.yml").matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    assert.ok(alerts.length > 8);
    const tests = text("deploy/observability/alerts.test.yml");
    const book = text("docs/operations.md");
    for (const alert of alerts) {
      assert.ok(tests.includes(`alertname: ${alert}\n        exp_alerts`), `${alert} has no test in which it fires`);
      assert.match(book, new RegExp(`^#### ${alert}$`, "m"));
    }
  });
});
