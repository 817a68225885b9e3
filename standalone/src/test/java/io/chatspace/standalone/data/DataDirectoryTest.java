package io.chatspace.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatspace.standalone.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void directoryShouldBeMadeForItsOwnerOnly() throws IOException {
        try (var data = DataDirectory.open(folder.resolve("a/b"))) {
            assertThat(Files.getPosixFilePermissions(data.root()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(data.log("redis").getParent()).isDirectory();
        }
    }

    @Test
    void secondRunShouldBeToldWhoHoldsIt() {
        try (var _ = DataDirectory.open(folder)) {
            assertThatThrownBy(() -> DataDirectory.open(folder))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("in use by another run")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void lockShouldBeFreeAgainAfterClose() {
        DataDirectory.open(folder).close();

        DataDirectory.open(folder).close();
    }

    @Test
    void pathThatIsAFileShouldBeRefusedInASentence() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("cannot be used")
                .hasMessageContaining("CHATSPACE_DATA");
    }

    @Test
    void runFileShouldHoldItsLinesUntilItIsClosed() throws IOException {
        var lines = new LinkedHashMap<String, Long>();
        lines.put("redis", 34L);
        lines.put("chatspace", 12L);

        var file = RunFile.write(folder.resolve("pids"), lines);
        assertThat(folder.resolve("pids")).content().isEqualTo("redis 34\nchatspace 12\n");

        file.close();
        assertThat(folder.resolve("pids")).doesNotExist();
    }
}
