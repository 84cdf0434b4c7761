package io.ecganalyzer.analysis.qrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class SegmentTest {
    @Property
    void coresCoverARecordingOnceAndWithoutAGap(@ForAll @LongRange(min = 1, max = 400_000) long length) {
        List<Segment> segments = Segment.all(length);
        long at = 0;
        for (Segment segment : segments) {
            assertEquals(at, segment.coreFrom());
            assertTrue(segment.from() >= 0 && segment.from() <= segment.coreFrom() && segment.to() <= length);
            at = segment.coreTo();
        }
        assertEquals(length, at);
    }

    @Property
    void aSegmentThatIsOverDoesNotDependOnWhatFollows(@ForAll @LongRange(min = 1, max = 400_000) long length) {
        for (int k = 0; length > (k + 1) * Segment.CORE + Segment.MARGIN; k++) {
            assertEquals(Segment.of(k, Long.MAX_VALUE / 4), Segment.of(k, length));
        }
    }
}
