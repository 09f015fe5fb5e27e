import com.google.gson.Gson;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/**
 * Opens a file in Gephi and prints as JSON the graph that Gephi then holds. Gephi's import dialog has two options that matter here: with
 * "as-it-is" after the file, parallel edges are not merged and places and sizes not scaled; without it both are, as when one just says OK.
 */
public class GephiReader {
    public static void main(String[] args) throws Exception {
        System.setProperty("java.awt.headless", "true");
        var projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        var importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(args[0]));
        List<String> issues = new ArrayList<>();
        container.getReport().getIssues(1000).forEachRemaining(issue -> issues.add(issue.getLevel() + " " + issue.getMessage()));
        if (args.length > 1 && args[1].equals("as-it-is")) {
            container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
            container.getLoader().setAutoScale(false);
        }
        importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        List<Object> nodes = new ArrayList<>();
        model.getGraph().getNodes().forEach(node -> nodes.add(node(node, model.getNodeTable())));
        List<Object> edges = new ArrayList<>();
        model.getGraph().getEdges().forEach(edge -> edges.add(edge(edge, model.getEdgeTable())));
        System.out.println(new Gson().toJson(Map.of(
            "issues", issues,
            "node_columns", columns(model.getNodeTable()), "edge_columns", columns(model.getEdgeTable()),
            "nodes", nodes, "edges", edges)));
        System.exit(0); // Gephi keeps threads
    }

    private static Map<String, Object> node(Node node, Table table) {
        return Map.of(
            "id", node.getId(), "label", String.valueOf(node.getLabel()), "size", node.size(),
            "colour", List.of(Math.round(node.r() * 255), Math.round(node.g() * 255), Math.round(node.b() * 255)),
            "place", List.of(node.x(), node.y()), "values", values(node, table));
    }

    private static Map<String, Object> edge(Edge edge, Table table) {
        return Map.of(
            "start", edge.getSource().getId(), "end", edge.getTarget().getId(), "directed", edge.isDirected(),
            "kind", String.valueOf(edge.getTypeLabel()), "label", String.valueOf(edge.getLabel()), "values", values(edge, table));
    }

    /** The types of the columns that the file brought, by title; Gephi's own are left out. */
    private static Map<String, String> columns(Table table) {
        Map<String, String> found = new TreeMap<>();
        for (Column column : table) {
            if (!column.isProperty()) {
                found.put(column.getTitle(), column.getTypeClass().getSimpleName());
            }
        }
        return found;
    }

    private static Map<String, Object> values(Element element, Table table) {
        Map<String, Object> found = new TreeMap<>();
        for (Column column : table) {
            if (!column.isProperty() && element.getAttribute(column) != null) {
                found.put(column.getTitle(), element.getAttribute(column));
            }
        }
        return found;
    }
}
