package io.ecganalyzer.fault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a node is run.
 *
 * @param lasting whether with the launcher's heap and both of Java's compilers. Processes that live for seconds gain nothing by the second
 *     one, and two cores are few
 * @param heapMebibytes the heap's bound
 * @param plugins directories and jars on the class path beside the program
 * @param environment variables that are no settings
 * @param prefix what stands before Java in the command, such as a place in a network
 */
record Launch(
        boolean lasting, int heapMebibytes, List<Path> plugins, Map<String, String> environment, List<String> prefix) {
    /** With what the launcher gives it, but a smaller heap, so that several fit. */
    static final Launch USUAL = new Launch(false, 256, List.of(), Map.of(), List.of());

    /** As the launcher starts it, for what is measured by the time it takes. */
    static final Launch LASTING = new Launch(true, 1024, List.of(), Map.of(), List.of());

    Launch {
        plugins = List.copyOf(plugins);
        environment = Map.copyOf(environment);
        prefix = List.copyOf(prefix);
    }

    Launch withHeap(int mebibytes) {
        return new Launch(lasting, mebibytes, plugins, environment, prefix);
    }

    Launch withPlugins(Path... paths) {
        return new Launch(lasting, heapMebibytes, List.of(paths), environment, prefix);
    }

    Launch withEnvironment(Map<String, String> variables) {
        return new Launch(lasting, heapMebibytes, plugins, variables, prefix);
    }

    Launch after(List<String> words) {
        return new Launch(lasting, heapMebibytes, plugins, environment, words);
    }

    /** The command up to the main class. */
    List<String> command() {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + heapMebibytes + "m",
                "-XX:MaxInlineLevel=9",
                "-XX:FreqInlineSize=80",
                "-XX:InlineSmallCode=800",
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(
                lasting
                        ? List.of("-Xms224m", "-Xmn112m", "-XX:MinHeapFreeRatio=40", "-XX:MaxHeapFreeRatio=60")
                        : List.of(
                                "-Xms48m",
                                "-XX:MinHeapFreeRatio=10",
                                "-XX:MaxHeapFreeRatio=25",
                                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath()));
        return command;
    }

    /** The jar of the build, which the build's profile names; in an editor, the classes. */
    private String classPath() {
        List<String> entries = new ArrayList<>();
        entries.add(System.getProperty("fault.program", System.getProperty("java.class.path")));
        plugins.forEach(path -> entries.add(path.toString()));
        return String.join(System.getProperty("path.separator"), entries);
    }
}
