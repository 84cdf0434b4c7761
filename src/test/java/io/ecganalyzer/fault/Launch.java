package io.ecganalyzer.fault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a node is run.
 *
 * @param heapMebibytes the heap's bound
 * @param plugins directories and jars on the class path beside the program
 * @param environment variables that are no settings
 * @param prefix what stands before Java in the command, such as a place in a network
 */
record Launch(int heapMebibytes, List<Path> plugins, Map<String, String> environment, List<String> prefix) {
    /** With what the launcher gives it, but a smaller heap, so that several fit. */
    static final Launch USUAL = new Launch(256, List.of(), Map.of(), List.of());

    Launch {
        plugins = List.copyOf(plugins);
        environment = Map.copyOf(environment);
        prefix = List.copyOf(prefix);
    }

    Launch withHeap(int mebibytes) {
        return new Launch(mebibytes, plugins, environment, prefix);
    }

    Launch withPlugins(Path... paths) {
        return new Launch(heapMebibytes, List.of(paths), environment, prefix);
    }

    Launch withEnvironment(Map<String, String> variables) {
        return new Launch(heapMebibytes, plugins, variables, prefix);
    }

    Launch after(List<String> words) {
        return new Launch(heapMebibytes, plugins, environment, words);
    }

    /** The command up to the main class. */
    List<String> command() {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms48m",
                "-Xmx" + heapMebibytes + "m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=25",
                "-XX:+ExitOnOutOfMemoryError",
                // Processes that live for seconds gain nothing by the second compiler, and two cores are few.
                "-XX:TieredStopAtLevel=1",
                "-cp"));
        command.add(classPath());
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
