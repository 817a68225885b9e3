package io.chatspace.kit.test;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/// Whether containers can be had: an engine answers and has the image already (nothing is pulled).
final class Docker {
    private static final Logger log = LoggerFactory.getLogger(Docker.class);

    private Docker() {}

    static boolean has(String image) {
        boolean engine = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        if (!engine) {
            return false;
        }
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return false;
            }
            DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
            return true;
        } catch (RuntimeException e) {
            log.info("No container of {}: {}", image, e.getMessage());
            return false;
        }
    }
}
