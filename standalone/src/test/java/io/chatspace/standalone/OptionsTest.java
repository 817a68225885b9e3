package io.chatspace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatspace.standalone.Options.UsageError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void defaultsShouldBeOneJvmWithTwoNodesOnPort8080() {
        var options = Options.parse(List.of());

        assertThat(options).isEqualTo(new Options(8080, "", 2, false, false, false, false));
        assertThat(options.url()).isEqualTo("http://localhost:8080");
    }

    @Test
    void valuesShouldBeTakenFromTheNextWordOrAfterAnEqualsSign() {
        var options = Options.parse(
                List.of("--port", "9000", "--presence-nodes=3", "--host=127.0.0.1", "--processes", "--ai-demo"));

        assertThat(options).isEqualTo(new Options(9000, "127.0.0.1", 3, true, false, true, false));
        assertThat(options.url()).isEqualTo("http://127.0.0.1:9000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --port 0            | --port must be a number from 1 to 65535
                    --port x            | --port must be a number from 1 to 65535
                    --port              | --port needs a value
                    --presence-nodes 0  | --presence-nodes must be a number from 1 to 16
                    --presence-nodes 17 | --presence-nodes must be a number from 1 to 16
                    --fast              | unknown option --fast
                    serve               | unknown option serve
                    """)
    void mistakeShouldBeNamedInASentence(String line, String sentence) {
        assertThatThrownBy(() -> Options.parse(List.of(line.split(" "))))
                .isInstanceOf(UsageError.class)
                .hasMessage(sentence);
    }
}
