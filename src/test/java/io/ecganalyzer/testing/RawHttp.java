package io.ecganalyzer.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A client that sends any bytes, also those that no library would, one connection for each request. Every answer is held to the
 * contract.
 */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 20_000;

    private final String host;
    private final int port;
    private final ContractCheck contract;

    public RawHttp(String host, int port, ContractCheck contract) {
        this.host = host;
        this.port = port;
        this.contract = contract;
    }

    public Request request(String method, String path) {
        return new Request(method, path);
    }

    public static String basic(String username, String password) {
        byte[] bytes = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    /** A request that is being put together. */
    public final class Request {
        private final String method;
        private final String path;
        private final List<String> headers = new ArrayList<>();
        private byte[] body = new byte[0];
        private boolean announced = true;

        private Request(String method, String path) {
            this.method = method;
            this.path = path;
        }

        public Request as(String username, String password) {
            return header("Authorization", basic(username, password));
        }

        public Request header(String name, String value) {
            headers.add(name + ": " + value);
            return this;
        }

        /** A body with its length and the type of JSON. */
        public Request json(String json) {
            header("Content-Type", "application/json");
            return body(json.getBytes(StandardCharsets.UTF_8));
        }

        /** A body with its length. */
        public Request body(byte[] bytes) {
            body = bytes;
            return this;
        }

        /** The body without its length: the headers say what there is to say. */
        public Request unannounced() {
            announced = false;
            return this;
        }

        /** Sends all of it and reads the answer. */
        public Answer send() {
            return send(out -> out.write(body));
        }

        /** Sends the head, then what {@code sender} does, and reads the answer, which may come while it is still sending. */
        public Answer send(Sender sender) {
            try (Socket socket = new Socket(host, port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                OutputStream out = socket.getOutputStream();
                out.write(head().getBytes(StandardCharsets.UTF_8));
                Thread sending = new Thread(() -> sendBody(sender, out), "sender");
                sending.start();
                Answer answer = read(socket.getInputStream());
                contract.check(answer, method, path);
                return answer;
            } catch (IOException e) {
                throw new UncheckedIOException(method + " " + path + " got no answer", e);
            }
        }

        private String head() {
            StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
            headers.forEach(header -> head.append(header).append("\r\n"));
            if (announced && body.length > 0) {
                head.append("Content-Length: ").append(body.length).append("\r\n");
            }
            return head.append("Connection: close\r\n\r\n").toString();
        }

        /** A service that has answered need not read the rest. */
        private void sendBody(Sender sender, OutputStream out) {
            try {
                sender.send(out);
                out.flush();
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Sends what follows a head. */
    public interface Sender {
        void send(OutputStream out) throws IOException;
    }

    /** The next answer on a connection. */
    static Answer read(InputStream in) throws IOException {
        String[] lines = readHead(in).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.putIfAbsent(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        if (status == 100) {
            return read(in);
        }
        byte[] body = headers.containsKey("transfer-encoding") ? readChunks(in) : readLength(in, headers);
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed after \"" + head + "\"");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    private static byte[] readLength(InputStream in, Map<String, String> headers) throws IOException {
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(readLine(in).strip(), 16);
            body.write(in.readNBytes(size));
            readLine(in);
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed within a chunk");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
