package io.chatspace.standalone.launch;

import java.util.List;
import java.util.Map;

/// The running services.
public sealed interface Fleet extends AutoCloseable permits OneJvm, ManyProcesses {
    /// Starts them and returns once each listens on its port.
    ///
    /// @throws io.chatspace.standalone.StartFailure where one does not; those that do are left to [#close]
    void start(List<ServiceSpec> services);

    /// Process ids by the service's name; empty where they have none of their own.
    default Map<String, Long> pids() {
        return Map.of();
    }

    /// Ends them: sockets first, so that clients are told while the gateway still carries it.
    @Override
    void close();
}
