package io.ecganalyzer.analysis.qrs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the recordings that the detector learns from and is scored on: WFDB records in formats 16 and 212. */
final class Corpus {
    private static final String BEATS = ",1,2,3,4,5,6,7,8,9,10,11,12,13,25,30,34,35,38,41,";

    private final Path root;

    Corpus(Path root) {
        this.root = root;
    }

    List<Recording> database(String database) throws IOException {
        List<Recording> all = new ArrayList<>();
        for (String name : Files.readAllLines(root.resolve(database).resolve("RECORDS"))) {
            if (!name.isBlank() && !name.endsWith("30s")) {
                Recording recording = read(database, name.strip());
                if (recording != null) {
                    all.add(recording);
                }
            }
        }
        return all;
    }

    /** A recording, or null where it has no reference. */
    Recording read(String database, String name) throws IOException {
        Path folder = database.equals("ludb") ? root.resolve("ludb/data") : root.resolve(database);
        List<String> header = Files.readAllLines(folder.resolve(name + ".hea"), StandardCharsets.ISO_8859_1);
        header.removeIf(line -> line.startsWith("#") || line.isBlank());
        String[] first = header.get(0).split("\\s+");
        int count = Integer.parseInt(first[1]);
        double rate = Double.parseDouble(first[2].split("[/(]")[0]);
        int format = Integer.parseInt(header.get(1).split("\\s+")[1]);
        int[][] leads = signals(folder.resolve(name + ".dat"), format, count);
        int[][] beats = new int[count][];
        List<int[]> flutter = new ArrayList<>();
        int from = 0;
        int to = leads[0].length;
        if (database.equals("ludb")) {
            from = Integer.MAX_VALUE;
            to = 0;
            for (int lead = 0; lead < count; lead++) {
                String extension = header.get(lead + 1).split("\\s+")[8];
                beats[lead] = beats(folder.resolve(name + "." + extension), new ArrayList<>(), leads[0].length);
                from = Math.min(from, beats[lead][0] - 75);
                to = Math.max(to, beats[lead][beats[lead].length - 1] + 76);
            }
        } else if (Files.exists(folder.resolve(name + ".atr"))) {
            int[] all = beats(folder.resolve(name + ".atr"), flutter, leads[0].length);
            java.util.Arrays.fill(beats, all);
        } else {
            return null;
        }
        String group = database.equals("qtdb") ? qtdbOrigin(name) : database + name;
        return new Recording(
                database, name, group, rate, leads, beats, flutter.toArray(int[][]::new), Math.max(0, from), to);
    }

    /** Some records of qtdb are parts of records of the other databases. */
    private static String qtdbOrigin(String name) {
        String number = name.substring(3);
        return number.matches("8\\d\\d") ? "svdb" + number : number.matches("[12]\\d\\d") ? "mitdb" + number : name;
    }

    static int[][] signals(Path file, int format, int count) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int total = format == 212 ? bytes.length / 3 * 2 : bytes.length / 2;
        int[][] signals = new int[count][total / count];
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < total / count * count; i++) {
            int value;
            if (format == 212) {
                int at = i / 2 * 3;
                int middle = bytes[at + 1] & 0xff;
                value = i % 2 == 0
                        ? (bytes[at] & 0xff) | (middle & 0x0f) << 8
                        : (bytes[at + 2] & 0xff) | (middle & 0xf0) << 4;
                value = value << 20 >> 20;
            } else {
                value = words.getShort(2 * i);
            }
            signals[i % count][i / count] = value;
        }
        return signals;
    }

    private static int[] beats(Path file, List<int[]> flutter, int length) throws IOException {
        List<Object[]> annotations = annotations(file);
        List<Integer> beats = new ArrayList<>();
        int begin = -1;
        for (Object[] annotation : annotations) {
            int sample = (int) annotation[0];
            int code = (int) annotation[1];
            if (BEATS.contains("," + code + ",")) {
                beats.add(sample);
            } else if (code == 32) {
                begin = sample;
            } else if (code == 33 && begin >= 0) {
                flutter.add(new int[] {begin, sample});
                begin = -1;
            }
        }
        if (begin >= 0) {
            flutter.add(new int[] {begin, length});
        }
        return beats.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Samples of the ventricular beats of a recording. */
    int[] ventricular(Recording recording) throws IOException {
        Path file = root.resolve(recording.database()).resolve(recording.name() + ".atr");
        return annotations(file).stream()
                .filter(annotation -> (int) annotation[1] == 5)
                .mapToInt(annotation -> (int) annotation[0])
                .toArray();
    }

    /** Sample, code and aux text of every annotation. */
    static List<Object[]> annotations(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<Object[]> all = new ArrayList<>();
        int sample = 0;
        for (int at = 0; at + 1 < bytes.length; at += 2) {
            int word = (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
            int code = word >> 10;
            int value = word & 0x3ff;
            if (word == 0) {
                break;
            }
            if (code == 59) {
                int high = (bytes[at + 2] & 0xff) | (bytes[at + 3] & 0xff) << 8;
                int low = (bytes[at + 4] & 0xff) | (bytes[at + 5] & 0xff) << 8;
                sample += high << 16 | low;
                at += 4;
            } else if (code == 63) {
                String aux = new String(bytes, at + 2, value, StandardCharsets.ISO_8859_1).replace("\0", "");
                all.get(all.size() - 1)[2] = aux;
                at += value + (value & 1);
            } else if (code < 50) {
                sample += value;
                all.add(new Object[] {sample, code, ""});
            }
        }
        return all;
    }
}
