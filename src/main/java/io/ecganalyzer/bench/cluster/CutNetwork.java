package io.ecganalyzer.bench.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A network that can be cut, of Linux's namespaces (ip-netns(8)) with an address for one process each. Needs root.
 *
 * <pre>
 *   this machine  198.18.N.1 ──┐
 *   place 0       198.18.N.2 ──┼── switch, a namespace of its own, so that no firewall of this machine has a say in it
 *   place 1       198.18.N.3 ──┘
 * </pre>
 */
public final class CutNetwork implements AutoCloseable {
    /** RFC 2544 sets 198.18.0.0/15 aside for measurements, so nobody else has it. */
    private static final String NETWORK = "198.18.";

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final int MOST_NETWORKS = 250;
    private static final int COMMAND_SECONDS = 10;

    private final String name = "ecg" + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
    private final String network;
    private final int places;

    private CutNetwork(String network, int places) {
        this.network = network;
        this.places = places;
    }

    /** What came of making one. */
    public record Made(Optional<CutNetwork> network, String reason) {}

    /** A network of that many places, or the reason why there cannot be one here. */
    public static Made make(int places) {
        try {
            CutNetwork network = new CutNetwork(freeNetwork(), places);
            try {
                // It does not outlive a process that is stopped in the middle.
                Runtime.getRuntime().addShutdownHook(new Thread(network::abandon, "end-network"));
                network.build();
                return new Made(Optional.of(network), "");
            } catch (IOException notAllowed) {
                network.close();
                throw notAllowed;
            }
        } catch (IOException notAllowed) {
            return new Made(Optional.empty(), "no network namespaces here: " + notAllowed.getMessage());
        }
    }

    private static String freeNetwork() throws IOException {
        List<String> taken = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .toList();
        int first = (int) (ProcessHandle.current().pid() % MOST_NETWORKS);
        for (int i = 0; i < MOST_NETWORKS; i++) {
            String network = NETWORK + (first + i) % MOST_NETWORKS + ".";
            if (taken.stream().noneMatch(address -> address.startsWith(network))) {
                return network;
            }
        }
        throw new IOException("all networks are taken");
    }

    private void build() throws IOException {
        ip("netns add " + hub());
        ip("-n " + hub() + " link add switch type bridge");
        ip("-n " + hub() + " link set switch up");
        ip("link add " + name + " type veth peer name here netns " + hub());
        plugIn("here");
        ip("addr add " + network + "1/24 dev " + name);
        ip("link set " + name + " up");
        for (int place = 0; place < places; place++) {
            String port = port(place);
            String inside = namespace(place);
            ip("netns add " + inside);
            ip("-n " + hub() + " link add " + port + " type veth peer name eth0 netns " + inside);
            plugIn(port);
            ip("-n " + inside + " addr add " + address(place).getHostAddress() + "/24 dev eth0");
            ip("-n " + inside + " link set eth0 up");
            ip("-n " + inside + " link set lo up");
        }
    }

    private void plugIn(String port) throws IOException {
        ip("-n " + hub() + " link set " + port + " master switch up");
    }

    /** Of this machine, as the places reach it. */
    public InetAddress here() {
        return addressOf(1);
    }

    public InetAddress address(int place) {
        return addressOf(place + 2);
    }

    private InetAddress addressOf(int host) {
        try {
            return InetAddress.getByName(network + host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands before the command of a process that is to run there. */
    public List<String> prefix(int place) {
        return List.of("ip", "netns", "exec", namespace(place));
    }

    /** From now on nothing comes from this place and nothing gets there; nobody is told. */
    public void cut(int place) throws IOException {
        ip("-n " + hub() + " link set " + port(place) + " nomaster");
    }

    /** After {@link #cut}. */
    public void heal(int place) throws IOException {
        plugIn(port(place));
    }

    /** From now on the places hear nothing of each other, but all of this machine. */
    public void part() throws IOException {
        isolate("on");
    }

    /** After {@link #part}. */
    public void join() throws IOException {
        isolate("off");
    }

    /** bridge(8): isolated ports communicate only with those that are not. */
    private void isolate(String onOrOff) throws IOException {
        for (int place = 0; place < places; place++) {
            ip("-n " + hub() + " link set " + port(place) + " type bridge_slave isolated " + onOrOff);
        }
    }

    private String hub() {
        return name + "-switch";
    }

    private String namespace(int place) {
        return name + "-" + place;
    }

    private static String port(int place) {
        return "place" + place;
    }

    private static void ip(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("ip " + arguments + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("ip " + arguments + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private void abandon() {
        try {
            close();
        } catch (IOException left) {
            System.err.println("A network of the bench is left: " + left.getMessage());
        }
    }

    /** Once the processes in it have ended. */
    @Override
    public void close() throws IOException {
        List<String> namespaces = new ArrayList<>(List.of(hub()));
        for (int place = 0; place < places; place++) {
            namespaces.add(namespace(place));
        }
        for (String namespace : namespaces) {
            // Building may have ended before it was made.
            if (Files.exists(NAMESPACES.resolve(namespace))) {
                ip("netns del " + namespace);
            }
        }
    }
}
