package io.chatspace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedProcessTest {
    @TempDir
    Path folder;

    @Test
    void closeShouldEndTheChild() {
        var process = GuardedProcess.start(List.of("sleep", "1000"), Map.of(), log());
        assertThat(alive(process.pid())).isTrue();

        process.close();

        assertThat(process.alive()).isFalse();
        assertThat(alive(process.pid())).isFalse();
    }

    @Test
    void exitShouldCarryTheCodeOfAChildThatEndsByItself() throws Exception {
        var process =
                GuardedProcess.start(List.of("sh", "-c", "echo $GREETING; exit 7"), Map.of("GREETING", "hi"), log());

        assertThat(process.exit().get(10, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(log()).content().isEqualTo("hi\n");
    }

    @Test
    void programThatIsNotThereShouldEndWithACodeAndSayWhy() throws Exception {
        var process = GuardedProcess.start(List.of("/no/such/program"), Map.of(), log());

        assertThat(process.exit().get(10, TimeUnit.SECONDS)).isEqualTo(127);
        assertThat(log()).content().contains("/no/such/program");
    }

    @Test
    void closeShouldLetTheChildFinishWhatSigtermTellsIt() {
        var process = GuardedProcess.start(
                List.of("sh", "-c", "trap 'echo done; exit 0' TERM; echo up; while :; do sleep 0.05; done"),
                Map.of(),
                log());
        await().atMost(Duration.ofSeconds(10)).until(() -> read().startsWith("up"));

        process.close();

        assertThat(read()).isEqualTo("up\ndone\n");
    }

    @Test
    void killOfTheJvmShouldEndTheChild() throws Exception {
        var victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        log().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long child = Long.parseLong(victim.inputReader().readLine());
        assertThat(alive(child)).isTrue();

        victim.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(10)).until(() -> !alive(child));
    }

    /// Run as a JVM of its own, to be killed.
    static final class Victim {
        public static void main(String[] args) throws InterruptedException {
            var process = GuardedProcess.start(List.of("sleep", "1000"), Map.of(), Path.of(args[0]));
            System.out.println(process.pid());
            Thread.currentThread().join();
        }
    }

    private Path log() {
        return folder.resolve("log");
    }

    private String read() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
