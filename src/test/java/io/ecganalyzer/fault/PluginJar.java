package io.ecganalyzer.fault;

import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.fault.plugin.PoisonAnalyzers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The jar with which an operator adds analyzers. */
final class PluginJar {
    private PluginJar() {}

    /** Of the poisonous ones. */
    static Path write(Path file) {
        Class<?> outer = PoisonAnalyzers.class;
        List<Class<?>> classes = Stream.concat(Stream.of(outer), Arrays.stream(outer.getDeclaredClasses()))
                .toList();
        String services = classes.stream()
                .filter(type -> Analyzer.class.isAssignableFrom(type)
                        && !java.lang.reflect.Modifier.isAbstract(type.getModifiers()))
                .map(Class::getName)
                .collect(Collectors.joining("\n"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            add(jar, "META-INF/services/" + Analyzer.class.getName(), services.getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
                    add(jar, name, in.readAllBytes());
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        OutputStream out = jar;
        out.write(content);
        jar.closeEntry();
    }
}
