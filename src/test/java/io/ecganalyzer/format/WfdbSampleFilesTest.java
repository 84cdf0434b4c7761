package io.ecganalyzer.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.testing.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WfdbSampleFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"mitdb", "qtdb", "svdb", "vfdb", "cudb", "nstdb", "ludb", "cinc2021", "cpsc2021", "ptbxl"})
    void everyRecordAgreesWithItsChecksums(String database) throws IOException {
        List<String> warnings = new ArrayList<>();
        for (Path record : Recordings.records(database)) {
            warnings.addAll(WfdbRecordReader.read(record).warnings());
        }
        assertEquals(List.of(), warnings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wfdb/03700181",
                "wfdb/3000003_0003",
                "wfdb/310derive",
                "wfdb/310derive_2",
                "wfdb/310derive_3",
                "wfdb/311derive",
                "wfdb/311derive_2",
                "wfdb/311derive_3",
                "wfdb/a103l",
                "wfdb/a103l-no-len",
                "wfdb/binformats",
                "wfdb/p10143",
                "wfdb/s0010_re",
                "wfdb/test01_00s",
                "wfdb/test01_00s_skew",
                "wfdb/test_generator_2",
                "wfdb/v102s",
                "wfdb/multi-segment/041s/041s",
                "wfdb/multi-segment/fixed1/v102s",
                "wfdb/multi-segment/s25047/s25047-2704-05-04-10-44",
                "wfdb-checkpkg/data/100s",
                "wfdb-checkpkg/expected/test",
                "wfdb-checkpkg/input/237s1",
                "wfdb-checkpkg/input/237s2",
            })
    void everySampleFileAgreesWithItsChecksums(String record) throws IOException {
        assertEquals(
                List.of(),
                WfdbRecordReader.read(Recordings.path("formats/" + record + ".hea"))
                        .warnings());
    }

    @Test
    void aWrongInitialValueIsAWarningThatSaysWhere() throws IOException {
        WfdbRecord record = WfdbRecordReader.read(Recordings.path("cinc2017/A00013.hea"));
        assertTrue(
                record.warnings().get(0).startsWith("A00013.hea, line 2 (ECG): the first sample is "),
                () -> record.warnings().toString());
    }

    @Test
    void skewShiftsASignalAgainstTheOthers() throws IOException {
        int[] plain = samples("test01_00s", 1);
        int[] skewed = samples("test01_00s_skew", 1);
        assertArrayEquals(Arrays.copyOfRange(plain, 3, plain.length), Arrays.copyOf(skewed, skewed.length - 3));
        assertEquals(WfdbSignal.INVALID, skewed[skewed.length - 1]);
        assertArrayEquals(samples("test01_00s", 0), samples("test01_00s_skew", 0));
    }

    @Test
    void aSignalWithTwoSamplesAFrameHasTwiceTheRate() throws IOException {
        WfdbRecord record = WfdbRecordReader.read(Recordings.path("formats/wfdb/test01_00s_frame.hea"));
        assertEquals(1000, record.signals().get(1).samplingRateHz());
        assertEquals(8000, record.signals().get(1).samples().length);
        assertEquals(-57, samples("test01_00s", 2)[0]);
        assertEquals(samples("test01_00s", 3)[0], record.signals().get(2).samples()[0]);
        assertTrue(record.warnings().toString().contains("the first sample is -66, the header says -57"));
        assertEquals(1, record.toEcg().leads().size());
    }

    @Test
    void aVariableLayoutFillsGapsAndScalesToTheListsGain() throws IOException {
        WfdbRecord record =
                WfdbRecordReader.read(Recordings.path("formats/wfdb/multi-segment/s25047/s25047-2704-05-04-10-44.hea"));
        WfdbSignal ii = record.signals().get(0);
        assertEquals("II", ii.name());
        assertEquals(543_240, ii.samples().length);
        assertEquals(WfdbSignal.INVALID, ii.samples()[25_739]);
        assertEquals(-24, ii.samples()[25_740]);
        // -20 units at gain 67 in segment 2 are -20 / 67 mV, at the list's gain 86 the unit nearest to that.
        assertEquals(Math.round(-20 / 67.0 * 86), ii.samples()[25_740 + 28_637]);
        assertEquals(2, record.toEcg().leads().size());
    }

    @Test
    void aMissingSegmentCountsOnlyWhereItIsAskedFor() throws IOException {
        WfdbRecordReader reader = new WfdbRecordReader(WfdbFiles.in(Recordings.path("formats/wfdb-checkpkg/input")));
        assertEquals(
                -20,
                reader.read("237s", 4_195_000 + 5_000, Long.MAX_VALUE)
                        .signals()
                        .get(0)
                        .samples()[0]);
        String message =
                assertThrows(IOException.class, () -> reader.read("237s")).getMessage();
        assertTrue(message.contains("missing.hea: no such file"), message);
    }

    @Test
    void aStretchEqualsTheSamePartOfTheWhole() throws IOException {
        for (String name : List.of("binformats", "test01_00s_skewframe", "310derive", "multi-segment/041s/041s")) {
            Path path = Recordings.path("formats/wfdb/" + name + ".hea").toAbsolutePath();
            WfdbRecordReader reader = new WfdbRecordReader(WfdbFiles.in(path.getParent()));
            String record = WfdbRecordReader.recordName(path);
            WfdbRecord whole = reader.read(record);
            WfdbRecord part = reader.read(record, 101, 332);
            for (int i = 0; i < whole.signals().size(); i++) {
                int[] all = whole.signals().get(i).samples();
                int[] some = part.signals().get(i).samples();
                int perFrame = some.length / 231;
                assertArrayEquals(Arrays.copyOfRange(all, 101 * perFrame, 332 * perFrame), some, name);
            }
        }
    }

    private static int[] samples(String record, int signal) throws IOException {
        return WfdbRecordReader.read(Recordings.path("formats/wfdb/" + record + ".hea"))
                .signals()
                .get(signal)
                .samples();
    }
}
