import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/** Boots Neo4j in a folder, with Bolt on a free loopback port, and prints the port. Ends when its standard input does. */
public class Neo4jLauncher {
    public static void main(String[] args) throws Exception {
        var service = new DatabaseManagementServiceBuilder(Path.of(args[0]))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", 0))
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .setConfig(GraphDatabaseSettings.load_csv_file_url_root, Path.of(args[0]).resolve("import")) // as in a Neo4j that is installed
            .setConfig(GraphDatabaseSettings.csv_legacy_quote_escaping, false) // a backslash is a backslash
            .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(64))
            .build();
        service.database("system").executeTransactionally(
            "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", System.getenv("LAUNCHER_PASSWORD")));
        var ports = ((GraphDatabaseAPI) service.database("neo4j")).getDependencyResolver()
            .resolveDependency(ConnectorPortRegister.class);
        System.out.println("bolt port " + ports.getLocalAddress(ConnectorType.BOLT).getPort());
        while (System.in.read() >= 0) {}
        service.shutdown();
        System.exit(0);
    }
}
