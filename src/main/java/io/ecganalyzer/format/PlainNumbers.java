package io.ecganalyzer.format;

/**
 * Reads the beginning of an array of whole numbers as nearly all of them are written: digits, a minus sign before some, commas, spaces
 * and newlines. Whatever else it meets it leaves to JSON's parser, with the last number before it, so that the parser comes to it as it
 * would have without this.
 */
final class PlainNumbers {
    /** How far an array is read. */
    enum End {
        /** Up to its closing bracket, which is the next byte. */
        CLOSED,
        /** Up to the end of the bytes. */
        MORE_TO_COME,
        /** Up to something that is not plain. */
        NOT_PLAIN
    }

    private static final int MAX_DIGITS = 10;

    /** Of a usual number; so many cannot leave an int. */
    private static final int USUAL_DIGITS = 9;

    /** A usual number with its space, sign and comma. */
    private static final int USUAL_LENGTH = USUAL_DIGITS + 3;

    private final byte[] bytes;
    private int position;
    private int lastItem;
    private boolean hasNewlines;

    PlainNumbers(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Where the next byte stands that was not read. */
    int position() {
        return position;
    }

    /** Whether what was read has any. */
    boolean hasNewlines() {
        return hasNewlines;
    }

    /** Reads from after the opening bracket, or from after a comma. */
    End read(int from, int to, WholeNumbers numbers) {
        hasNewlines = false;
        position = from;
        lastItem = from;
        int at = from;
        while (true) {
            at = readUsual(at, to, numbers);
            int item = at;
            at = afterSpaces(at, to);
            boolean negative = at < to && bytes[at] == '-';
            if (negative) {
                at++;
            }
            int firstDigit = at;
            long value = 0;
            int digit;
            while (at < to && (digit = bytes[at] - '0') >= 0 && digit <= 9 && at - firstDigit < MAX_DIGITS) {
                value = 10 * value + digit;
                at++;
            }
            int digits = at - firstDigit;
            at = afterSpaces(at, to);
            if (at == to) {
                return stop(item, from, numbers, End.MORE_TO_COME);
            }
            value = negative ? -value : value;
            boolean plain = digits > 0 && (digits == 1 || bytes[firstDigit] != '0') && (int) value == value;
            if (!plain || (bytes[at] != ',' && bytes[at] != ']')) {
                return stop(item, from, numbers, End.NOT_PLAIN);
            }
            numbers.add((int) value);
            if (bytes[at] == ']') {
                position = at;
                return End.CLOSED;
            }
            lastItem = item;
            at++;
        }
    }

    /**
     * Numbers as printers write them, up to the first that is another or that stands near the end of the bytes: at most a space before, a
     * comma right behind. All that they can be otherwise is left to {@link #read}, which takes three times as long for a number.
     */
    private int readUsual(int from, int to, WholeNumbers numbers) {
        int item = lastItem;
        int at = from;
        while (at <= to - USUAL_LENGTH) {
            int digitAt = bytes[at] == ' ' ? at + 1 : at;
            boolean negative = bytes[digitAt] == '-';
            if (negative) {
                digitAt++;
            }
            int value = bytes[digitAt] - '0';
            int digit = bytes[digitAt + 1] - '0';
            int last = digitAt + USUAL_DIGITS - 1;
            digitAt++;
            if (!isDigit(value) || (value == 0 && isDigit(digit))) {
                break;
            }
            while (isDigit(digit) && digitAt <= last) {
                value = 10 * value + digit;
                digit = bytes[++digitAt] - '0';
            }
            if (digit != ',' - '0') {
                break;
            }
            numbers.add(negative ? -value : value);
            item = at;
            at = digitAt + 1;
        }
        lastItem = item;
        return at;
    }

    private static boolean isDigit(int digit) {
        return digit >= 0 && digit <= 9;
    }

    private End stop(int item, int from, WholeNumbers numbers, End end) {
        if (item > from) {
            numbers.removeLast();
        }
        position = lastItem;
        return end;
    }

    private int afterSpaces(int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\t')) {
            hasNewlines |= bytes[at] == '\n';
            at++;
        }
        return at;
    }
}
