package io.ecganalyzer.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that sends any bytes, kept open from request to request for as long as the service does. */
public final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final String host;
    private final int port;
    private Socket socket;
    private InputStream in;

    public RawConnection(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * Sends these bytes and reads one answer.
     *
     * @throws IOException if there is none, because the connection was closed or nothing came for half a minute
     */
    public Answer exchange(byte[] request) throws IOException {
        if (socket == null) {
            socket = new Socket(host, port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        try {
            socket.getOutputStream().write(request);
        } catch (IOException refused) {
            // It may have answered before it had read all; the answer tells, if there is one.
        }
        try {
            Answer answer = RawHttp.read(in);
            if (answer.header("Connection").orElse("").equalsIgnoreCase("close")) {
                close();
            }
            return answer;
        } catch (IOException | RuntimeException e) {
            close();
            throw new IOException("no answer to " + shown(request), e);
        }
    }

    private static String shown(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return text.length() > 600 ? text.substring(0, 600) + "..." : text;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
