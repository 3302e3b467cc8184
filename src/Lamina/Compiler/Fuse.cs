using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Gathers nodes into clusters, so that intermediate values stay in registers and the first-level cache.</summary>
/// <remarks>Backwards, each elementwise node joins the cluster of its users; then each product, and each sum of rows into a
/// table, takes the cluster behind it as its epilogue (bias, activation, the derivative that multiplies a gradient, an
/// optimizer's update); then clusters of one space that read the same tensors are joined side by side. No join may close a
/// cycle. At the end roots take what they can make themselves.</remarks>
internal sealed class Fuse
{
    private const int SmallSpace = 4096;

    // With fewer samples there is not enough for all threads.
    private const int FewestSamples = 16;

    // Half of a second-level cache.
    private const int MostOfSample = 128 * 1024;

    private readonly Graph _graph;
    private readonly Dictionary<Node, int> _index = [];
    private readonly int[][] _users;
    private readonly Cluster?[] _cluster;
    private readonly HashSet<Node> _roots;

    private Fuse(Graph graph)
    {
        _graph = graph;
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            _index[graph.Nodes[i]] = i;
        }

        var users = graph.Users();
        _users = [.. graph.Nodes.Select(node => users[node].Select(user => _index[user]).Distinct().ToArray())];
        _cluster = new Cluster?[graph.Nodes.Length];
        _roots = [.. graph.Roots.Select(root => root.Node)];
    }

    /// <summary>The clusters, in no particular order. Sources and reshapes are in none: they are only names.</summary>
    public static List<Cluster> Run(Graph graph)
    {
        var fuse = new Fuse(graph);
        fuse.GatherElementwise();
        fuse.AttachProducts();
        fuse.JoinSideBySide();
        fuse.TakeProducers();
        return fuse.Finish();
    }

    /// <summary>True for nodes that need no kernel.</summary>
    public static bool IsAlias(Node node) => node.Op is Reshape or Part;

    // A product of batches of matrices runs alone; so does a sum over the batch, whose parts are no results yet.
    private static bool TakesEpilogue(Node root) => root.Op switch
    {
        MatMul => root.Output.Rank == 2,
        ScatterAdd or ScatterAddRepeated => root.Output.DType.IsFloat,
        _ => root.Op is Convolution or TransposedConvolution or MaxPool or MaxPoolPick or MaxPoolSpread or AveragePool or AveragePoolSpread,
    };

    /// <summary>The product to which a node adds a vector along its last axis; null if it does something else.</summary>
    public static Node? SumWithVector(Node node) => node switch
    {
        { Op: Ops.Add, Inputs: [{ Op: Convolution } sum, var vector] } when IsVector(vector, sum) => sum.Node,
        { Op: Ops.Add, Inputs: [var vector, { Op: Convolution } sum] } when IsVector(vector, sum) => sum.Node,
        _ => null,
    };

    private static bool IsVector(Tensor x, Tensor sum) =>
        x.Op is not Fill && BroadcastPattern.Of(x.Shape, sum.Shape) == new BroadcastPattern(BroadcastKind.Row, sum.Shape[^1]);

    private static bool IsFusible(Node node) => node.Op.IsElementwise || node.Op is RandomUniform;

    private void GatherElementwise()
    {
        for (var i = _users.Length - 1; i >= 0; i--)
        {
            var node = _graph.Nodes[i];
            if (IsFusible(node))
            {
                var space = Cluster.SpaceOf(node.Output.Shape);
                Add(i, UserClusters(i).FirstOrDefault(c => c.Space == space && MayJoin(i, c)) ?? new Cluster { Space = space });
            }
            else if (IsAlias(node))
            {
                JoinReshape(i, node);
            }
            else if (node.Op is not SourceOp)
            {
                _cluster[i] = new Cluster { Root = node, Space = Cluster.SpaceOf(node.Output.Shape) };
            }
        }
    }

    // A reshape that only adds or drops axes of length 1 stands in no way between elementwise nodes of one cluster.
    private void JoinReshape(int i, Node node)
    {
        var space = Cluster.SpaceOf(node.Output.Shape);
        if (node.Op is Reshape && space == Cluster.SpaceOf(node.Inputs[0].Shape) && !_roots.Contains(node)
            && UserClusters(i).ToList() is [{ Root: null } only] && only.Space == space && only.Elementwise.Count > 0
            && _users[i].All(user => _cluster[user] == only))
        {
            Add(i, only);
        }
    }

    private void AttachProducts()
    {
        for (var i = 0; i < _users.Length; i++)
        {
            if (_cluster[i] is { Root: { } root, Elementwise.Count: 0 } product && TakesEpilogue(root))
            {
                foreach (var target in UserClusters(i))
                {
                    if (target.Root is null && target.Space == product.Space && TryMerge(product, target))
                    {
                        break;
                    }
                }
            }
        }
    }

    private void JoinSideBySide()
    {
        var clusters = Distinct().Where(c => c.Elementwise.Count > 0).ToList();
        for (var i = 0; i < clusters.Count; i++)
        {
            for (var j = clusters.Count - 1; j > i; j--)
            {
                var (a, b) = (clusters[i], clusters[j]);
                if (a.Space == b.Space && (a.Root is null || b.Root is null)
                    && Shares(a, b) && TryMerge(a, b))
                {
                    clusters.RemoveAt(j);
                }
            }
        }
    }

    // What one root alone reads, sample by sample, is made there: a large map then lives for one sample in a near cache. Its
    // user cannot be reached in another way, so no cycle can close.
    private void TakeProducers()
    {
        for (var i = 0; i < _users.Length; i++)
        {
            if (_cluster[i] is { Root: { } root } producer && _graph.Nodes[i] == producer.Nodes.Last() && IsProducer(producer)
                && _users[i] is [var only] && !_roots.Contains(producer.Result.Node)
                && _cluster[only] is { Root: { } user } cluster && user == _graph.Nodes[only] && cluster != producer
                && MakesItself(user, producer.Result))
            {
                cluster.Producers.Add(producer);
                foreach (var node in producer.Nodes)
                {
                    _cluster[_index[node]] = cluster;
                }
            }
        }
    }

    private bool IsProducer(Cluster cluster) => cluster.Root!.Op switch
    {
        MaxPoolSpread or AveragePoolSpread => cluster.Elementwise.Count == 0,
        Convolution => cluster.Elementwise.Count == 0
            || (cluster.Elementwise is [var add] && SumWithVector(add) == cluster.Root && _users[_index[cluster.Root]].Length == 1),
        _ => false,
    };

    private static bool MakesItself(Node user, Tensor x) =>
        x.Shape[0] >= FewestSamples && x.Shape.Size / x.Shape[0] <= MostOfSample && user.Op switch
        {
            MaxPool or MaxPoolSpread or AveragePool => user.Inputs[0] == x && (user.Inputs.Length == 1 || user.Inputs[1] != x),
            KernelConvolution => x.Op is MaxPoolSpread or AveragePoolSpread && user.Inputs[1] == x && user.Inputs[0] != x,
            _ => false,
        };

    private List<Cluster> Finish()
    {
        var clusters = Distinct().ToList();
        foreach (var cluster in clusters)
        {
            cluster.Elementwise.Sort((a, b) => _index[a].CompareTo(_index[b]));
            var members = cluster.Nodes.ToHashSet();
            cluster.Inputs = [.. cluster.Nodes.SelectMany(node => node.Inputs).Where(x => !members.Contains(x.Node)).Distinct()];
            cluster.Outputs =
            [
                .. cluster.Nodes
                    .Where(node => _roots.Contains(node) || _users[_index[node]].Any(u => !members.Contains(_graph.Nodes[u])))
                    .Select(node => node.Output),
            ];
        }

        return clusters;
    }

    private IEnumerable<Cluster> Distinct() => _cluster.OfType<Cluster>().Distinct();

    private IEnumerable<Cluster> UserClusters(int node) => _users[node].Select(u => _cluster[u]).OfType<Cluster>().Distinct();

    private void Add(int node, Cluster cluster)
    {
        cluster.Elementwise.Add(_graph.Nodes[node]);
        _cluster[node] = cluster;
    }

    // Small clusters are joined to save the start of a kernel; large ones only to save reading a tensor twice.
    private static bool Shares(Cluster a, Cluster b)
    {
        if (a.Space.Rank == 0)
        {
            return true;
        }

        var small = a.Space.Size <= SmallSpace && a.Root is null && b.Root is null;
        var read = a.Nodes.SelectMany(node => node.Inputs).Where(x => x.Op is not Fill).ToHashSet();
        return b.Nodes.SelectMany(node => node.Inputs)
            .Any(x => read.Contains(x) && (small || Cluster.SpaceOf(x.Shape) == a.Space));
    }

    // A node may join a cluster unless it reaches the cluster through others: these would then wait for each other.
    private bool MayJoin(int node, Cluster cluster) =>
        cluster.Root is null && !Reaches([node], n => _cluster[n] == cluster, skipDirect: true);

    private bool TryMerge(Cluster a, Cluster b)
    {
        var root = a.Root ?? b.Root;
        if (Crosses(a, b) || Crosses(b, a) || (root is not null && root.Inputs.Any(IsMember)))
        {
            return false;
        }

        a.Root = root;
        foreach (var node in b.Nodes)
        {
            _cluster[_index[node]] = a;
        }

        a.Elementwise.AddRange(b.Elementwise);
        return true;

        bool IsMember(Tensor x) => _cluster[_index[x.Node]] is { } cluster && (cluster == a || cluster == b);

        bool Crosses(Cluster from, Cluster to) =>
            Reaches(from.Nodes.Select(node => _index[node]), n => _cluster[n] == to, skipDirect: true);
    }

    // Whether a path of users leads from the start nodes to the target; with skipDirect one that leaves both in between.
    // Clusters are passed through as wholes: entering one node means that all its outputs come later.
    private bool Reaches(IEnumerable<int> start, Func<int, bool> isTarget, bool skipDirect)
    {
        var origin = start.ToHashSet();
        var seen = new HashSet<int>(origin);
        var open = new Stack<int>();
        foreach (var node in origin)
        {
            foreach (var user in _users[node])
            {
                if (!origin.Contains(user) && !(skipDirect && isTarget(user)))
                {
                    Enter(user);
                }
            }
        }

        while (open.TryPop(out var node))
        {
            if (isTarget(node))
            {
                return true;
            }

            foreach (var user in _users[node])
            {
                Enter(user);
            }
        }

        return false;

        void Enter(int node)
        {
            if (_cluster[node] is { } cluster)
            {
                foreach (var member in cluster.Nodes)
                {
                    if (seen.Add(_index[member]))
                    {
                        open.Push(_index[member]);
                    }
                }
            }
            else if (seen.Add(node))
            {
                open.Push(node);
            }
        }
    }
}
