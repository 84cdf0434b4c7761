package io.ecganalyzer.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.ecganalyzer.testing.DatabaseAddress;
import io.ecganalyzer.testing.Services;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbeddedServicesIT {
    @ParameterizedTest
    @CsvSource({"fsync, on", "synchronous_commit, on", "full_page_writes, on", "server_encoding, UTF8"})
    void theDatabaseIsDurable(String setting, String value) throws SQLException {
        DatabaseAddress database = Services.shared().freshDatabase();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW " + setting)) {
            assertTrue(answer.next());
            assertEquals(value, answer.getString(1));
        }
    }

    /** Who does not read the refusals is cut off before they fill the memory. */
    @Test
    void whoDoesNotLogInToRedisFillsNoMemory(@TempDir Path directory) throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory, Path.of("target/test-services/programs"), 8 << 20);
                Socket socket = new Socket("127.0.0.1", redis.uri().getPort())) {
            socket.setSoTimeout(30_000);
            byte[] commands = "x\r\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    socket.getOutputStream().write(commands);
                }
            });
            assertTrue(redis.isAlive());
        }
    }

    @Test
    void theBrokerTakesRabbitMqsQueueArgumentsAndConfirms() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(Services.shared().brokerUri());
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare("embedded.test", true, false, false, Map.of("x-queue-type", "quorum"));
            byte[] body = "reference".getBytes(StandardCharsets.UTF_8);
            channel.basicPublish("", "embedded.test", MessageProperties.PERSISTENT_BASIC, body);
            channel.waitForConfirmsOrDie(5_000);
            GetResponse got = channel.basicGet("embedded.test", true);
            assertEquals("reference", new String(got.getBody(), StandardCharsets.UTF_8));
            channel.queueDelete("embedded.test");
        }
    }
}
