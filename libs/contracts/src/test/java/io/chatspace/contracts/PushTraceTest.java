package io.chatspace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushTraceTest {
    private static final PushTrace TRACE =
            new PushTrace("1700000000000-3", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    @Test
    void parseShouldReturnWhatFormatWrote() {
        assertThat(PushTrace.is(TRACE.format())).isTrue();
        assertThat(PushTrace.parse(TRACE.format())).isEqualTo(TRACE);
    }

    @Test
    void flagsBesideTheOneForSampledShouldNotMatter() {
        assertThat(PushTrace.parse(TRACE.format().replaceAll("-01$", "-03"))).isNotNull();
        assertThat(PushTrace.parse(TRACE.format().replaceAll("-01$", "-02"))).isNull();
    }

    @Test
    void aNodeThatDoesNotKnowItShouldTakeItForNoFrameOfItsVersion() {
        assertThat(PushFrame.parse(TRACE.format())).isNull();
    }

    @Test
    void aFrameShouldNotBeTakenForOne() {
        assertThat(PushTrace.is(new PushFrame("1-0", "t", "[]").format())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t ",
                "t 1-0",
                "t 1-0 ",
                "t - 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "t 1-0 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                "t 1-0 00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "t 1-0 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 x"
            })
    void parseShouldRefuseWhatIsNotWhole(String text) {
        assertThat(PushTrace.parse(text)).isNull();
    }
}
