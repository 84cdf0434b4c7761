package io.ecganalyzer.store;

import io.ecganalyzer.ecg.Calibration;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Several ECGs as the columns that {@link EcgSql#SUBMIT_MANY} takes. */
final class SubmissionColumns {
    /** @param place of its ECG, from 1 */
    private record PlacedLead(long place, int ordinal, EncodedLead lead) {}

    private SubmissionColumns() {}

    static Tuple of(List<NewEcg> ecgs) {
        List<PlacedLead> leads = placed(ecgs);
        return Tuple.tuple()
                .addArrayOfUUID(column(ecgs, NewEcg::userId, UUID[]::new))
                .addArrayOfUUID(column(ecgs, NewEcg::id, UUID[]::new))
                .addArrayOfOffsetDateTime(column(ecgs, ecg -> ecg.recordedAt().orElse(null), OffsetDateTime[]::new))
                .addArrayOfDouble(column(ecgs, ecg -> Rows.boxed(ecg.samplingRateHz()), Double[]::new))
                .addArrayOfString(column(ecgs, ecg -> ecg.analyzersJson().orElse(null), String[]::new))
                .addArrayOfBuffer(column(ecgs, ecg -> Buffer.buffer(ecg.contentHash()), Buffer[]::new))
                .addArrayOfString(column(ecgs, NewEcg::requestId, String[]::new))
                .addArrayOfLong(column(leads, PlacedLead::place, Long[]::new))
                .addArrayOfInteger(column(leads, PlacedLead::ordinal, Integer[]::new))
                .addArrayOfString(column(leads, lead -> lead.lead().name(), String[]::new))
                .addArrayOfInteger(column(leads, lead -> lead.lead().numberOfSamples(), Integer[]::new))
                .addArrayOfDouble(column(leads, lead -> gain(lead.lead()), Double[]::new))
                .addArrayOfInteger(column(leads, lead -> baseline(lead.lead()), Integer[]::new))
                .addArrayOfBuffer(
                        column(leads, lead -> Buffer.buffer(lead.lead().signal()), Buffer[]::new));
    }

    private static List<PlacedLead> placed(List<NewEcg> ecgs) {
        List<PlacedLead> placed = new ArrayList<>();
        for (int place = 1; place <= ecgs.size(); place++) {
            int ordinal = 1;
            for (EncodedLead lead : ecgs.get(place - 1).leads()) {
                placed.add(new PlacedLead(place, ordinal++, lead));
            }
        }
        return placed;
    }

    private static Double gain(EncodedLead lead) {
        return lead.calibration().map(Calibration::gain).orElse(null);
    }

    private static Integer baseline(EncodedLead lead) {
        return lead.calibration().map(Calibration::baseline).orElse(null);
    }

    private static <T, C> C[] column(List<T> rows, Function<T, C> value, IntFunction<C[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
