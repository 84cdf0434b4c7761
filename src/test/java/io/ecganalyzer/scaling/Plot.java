package io.ecganalyzer.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A small line plot as SVG, readable on light and dark pages. */
final class Plot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int RIGHT = 170;
    private static final int TOP = 34;
    private static final int BOTTOM = 44;
    private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e");

    /** From one value to another, on a straight or a logarithmic scale, with marks. */
    record Axis(String title, double from, double to, boolean logarithmic, List<Double> marks, List<String> labels) {
        double share(double value) {
            return logarithmic
                    ? (StrictMath.log(Math.max(value, from)) - StrictMath.log(from))
                            / (StrictMath.log(to) - StrictMath.log(from))
                    : (value - from) / (to - from);
        }
    }

    private record Line(String name, double[] x, double[] y) {}

    private final String title;
    private final Axis across;
    private final Axis up;
    private final List<Line> lines = new ArrayList<>();

    Plot(String title, Axis across, Axis up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    Plot line(String name, double[] x, double[] y) {
        lines.add(new Line(name, x, y));
        return this;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                WIDTH,
                HEIGHT));
        text(svg, LEFT, 18, "start", title);
        text(svg, LEFT, HEIGHT - 8, "start", across.title());
        text(svg, 6, 30, "start", up.title());
        for (int i = 0; i < across.marks().size(); i++) {
            double x = x(across.marks().get(i));
            rule(svg, x, TOP, x, HEIGHT - BOTTOM);
            text(svg, x, HEIGHT - BOTTOM + 14, "middle", across.labels().get(i));
        }
        for (int i = 0; i < up.marks().size(); i++) {
            double y = y(up.marks().get(i));
            rule(svg, LEFT, y, WIDTH - RIGHT, y);
            text(svg, LEFT - 6, y + 4, "end", up.labels().get(i));
        }
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), COLOURS.get(i), TOP + 10 + 16 * i);
        }
        return svg.append("</svg>\n").toString().replace("\r\n", "\n");
    }

    private void draw(StringBuilder svg, Line line, String colour, int legend) {
        svg.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                .append(colour)
                .append("\" points=\"");
        for (int i = 0; i < line.x().length; i++) {
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(line.x()[i]), y(line.y()[i])));
        }
        svg.append("\"/>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"3\" fill=\"%s\"/>%n",
                WIDTH - RIGHT + 10,
                legend - 5,
                colour));
        text(svg, WIDTH - RIGHT + 28, legend, "start", line.name());
    }

    private double x(double value) {
        return LEFT + across.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333\">%s</text>%n",
                x,
                y,
                anchor,
                text));
    }
}
