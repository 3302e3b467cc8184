using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class SvgTests
{
    private static readonly SvgCase[] Table =
    [
        new("chain", DiagramModels.Chain, Layers: 4, Edges: 3),
        new("branches", DiagramModels.Branches, Layers: 10, Edges: 11),
        new("nested, closed", DiagramModels.Nested, Layers: 7, Edges: 6),
        new("nested, expanded", DiagramModels.Nested, Layers: 11, Edges: 11) { Frames = 3 },
        new("turns", DiagramModels.Turns, Layers: 3, Edges: 5),
        new("shared tower", DiagramModels.SharedTower, Layers: 5, Edges: 5) { Frames = 1 },
        new("all to all", () => DiagramModels.Dense(9), Layers: 10, Edges: 45),
        new("strange names", DiagramModels.Strange, Layers: 3, Edges: 2),
    ];

    public static TheoryData<SvgCase, DiagramDirection> Cases
    {
        get
        {
            var cases = new TheoryData<SvgCase, DiagramDirection>();
            foreach (var c in Table)
            {
                cases.Add(c, DiagramDirection.TopToBottom);
                cases.Add(c, DiagramDirection.LeftToRight);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_layer_and_edge_is_there_once(SvgCase c, DiagramDirection direction)
    {
        var picture = new Picture(c, direction);
        Assert.Equal(c.Layers, picture.Boxes.Length);
        Assert.Equal(c.Frames, picture.Frames.Length);
        Assert.Equal(c.Edges, picture.Edges.Length);
        Assert.Equal(c.Layers + c.Frames, picture.Names.Distinct().Count());
    }

    [Theory, MemberData(nameof(Cases))]
    public void Boxes_do_not_overlap(SvgCase c, DiagramDirection direction)
    {
        var picture = new Picture(c, direction);
        foreach (var (i, a) in picture.Boxes.Index())
        {
            Assert.All(picture.Boxes.Skip(i + 1), b => Assert.False(a.Overlaps(b), $"{a} and {b}"));
            Assert.All(picture.Frames, frame => Assert.True(frame.Contains(a) || !frame.Overlaps(a), $"{frame} and {a}"));
            Assert.True(picture.Page.Contains(a));
        }

        foreach (var (i, a) in picture.Frames.Index())
        {
            Assert.All(picture.Frames.Skip(i + 1), b => Assert.True(a.Contains(b) || !a.Overlaps(b), $"{a} and {b}"));
        }
    }

    // Where the path is followed in small steps, it is inside no box; its ends touch one each.
    [Theory, MemberData(nameof(Cases))]
    public void Edges_lead_around_boxes(SvgCase c, DiagramDirection direction)
    {
        var picture = new Picture(c, direction);
        foreach (var edge in picture.Edges)
        {
            var points = Points(edge);
            Assert.All(points, p => Assert.DoesNotContain(picture.Boxes, box => box.HasInside(p, margin: 1)));
            Assert.Single(picture.Boxes, box => box.HasInside(points[0], margin: -1));
            Assert.Single(picture.Boxes, box => box.HasInside(points[^1], margin: -1));
            Assert.True(points.All(p => picture.Page.HasInside(p, margin: 0)));
        }
    }

    [Fact]
    public void Chains_are_straight()
    {
        var picture = new Picture(Table[0], DiagramDirection.TopToBottom);
        Assert.All(picture.Edges, edge => Assert.DoesNotContain('C', edge));
    }

    [Fact]
    public void Boxes_say_what_the_options_ask_for()
    {
        var all = new DiagramOptions { ShowDtype = true, ShowTrainable = true };
        Assert.Equal(
            ["shared", "Dense · relu", "in (None, 16) float32", "out (None, 8) float32", "136 params · trainable"],
            Texts(DiagramModels.Branches().ToSvg(all), "shared"));
        var none = new DiagramOptions { ShowShapes = false, ShowLayerNames = false, ShowLayerActivations = false };
        Assert.Equal(["Dense", "136 params"], Texts(DiagramModels.Branches().ToSvg(none), "shared"));
        Assert.Equal(["Dense", "72 params · frozen"], Texts(DiagramModels.Branches().ToSvg(none), "frozen"));
    }

    [Fact]
    public void Names_cannot_become_markup()
    {
        var name = DiagramModels.Hostile.Replace('\u0001', ' ');
        Assert.Equal(name, Texts(DiagramModels.Strange().ToSvg(), name)[0]);
    }

    private static string[] Texts(string svg, string layer)
    {
        var group = XDocument.Parse(svg).Descendants().Single(e => e.Name.LocalName == "g" && e.Elements().FirstOrDefault()?.Value == layer);
        return [.. group.Elements().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
    }

    private static (double X, double Y)[] Points(string path)
    {
        var points = new List<(double X, double Y)>();
        foreach (Match command in Commands().Matches(path))
        {
            double[] n = [.. Numbers().Matches(command.Value).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
            if (points.Count == 0)
            {
                points.Add((n[0], n[1]));
                continue;
            }

            var (a, d) = (points[^1], (X: n[^2], Y: n[^1]));
            var (b, c) = n.Length == 6 ? ((X: n[0], Y: n[1]), (X: n[2], Y: n[3])) : (Between(a, d, 1 / 3.0), Between(a, d, 2 / 3.0));
            for (var i = 1; i <= 50; i++)
            {
                var t = i / 50.0;
                points.Add((Bezier(a.X, b.X, c.X, d.X, t), Bezier(a.Y, b.Y, c.Y, d.Y, t)));
            }
        }

        return [.. points];

        static (double X, double Y) Between((double X, double Y) a, (double X, double Y) b, double t) =>
            (a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));

        static double Bezier(double a, double b, double c, double d, double t) =>
            (Math.Pow(1 - t, 3) * a) + (3 * t * Math.Pow(1 - t, 2) * b) + (3 * t * t * (1 - t) * c) + (t * t * t * d);
    }

    [GeneratedRegex("[MLC][^MLC]*")]
    private static partial Regex Commands();

    [GeneratedRegex("-?[0-9.]+")]
    private static partial Regex Numbers();

    public sealed record SvgCase(string Name, Func<Model> Make, int Layers, int Edges)
    {
        public int Frames { get; init; }

        public override string ToString() => Name;
    }

    private readonly record struct Rect(double X, double Y, double Width, double Height)
    {
        public bool Overlaps(Rect other) =>
            X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;

        public bool Contains(Rect other) =>
            X <= other.X && Y <= other.Y && X + Width >= other.X + other.Width && Y + Height >= other.Y + other.Height;

        public bool HasInside((double X, double Y) p, double margin) =>
            p.X > X + margin && p.X < X + Width - margin && p.Y > Y + margin && p.Y < Y + Height - margin;
    }

    /// <summary>What an SVG reader sees.</summary>
    private sealed class Picture
    {
        public Picture(SvgCase c, DiagramDirection direction)
        {
            var root = XDocument.Parse(c.Make().ToSvg(new() { ExpandNested = c.Frames > 0, Rankdir = direction })).Root!;
            Boxes = Rects(root, "box");
            Frames = Rects(root, "frame");
            Edges = [.. OfClass(root, "edge").Select(edge => edge.Attribute("d")!.Value)];
            Names = [.. root.Descendants().Where(e => e.Name.LocalName == "title").Skip(1).Select(e => e.Value)];
            double[] view = [.. root.Attribute("viewBox")!.Value.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
            Page = new Rect(-16, -16, view[2], view[3]);
        }

        public Rect Page { get; }

        public Rect[] Boxes { get; }

        public Rect[] Frames { get; }

        public string[] Edges { get; }

        public string[] Names { get; }

        private static Rect[] Rects(XElement root, string name) =>
            [.. OfClass(root, name).Select(e => new Rect(Number(e, "x"), Number(e, "y"), Number(e, "width"), Number(e, "height")))];

        private static IEnumerable<XElement> OfClass(XElement root, string name) =>
            root.Descendants().Where(e => e.Attribute("class")?.Value == name);

        private static double Number(XElement element, string name) =>
            double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }
}
