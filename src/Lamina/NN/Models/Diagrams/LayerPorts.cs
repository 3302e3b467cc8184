namespace Lamina.NN;

/// <summary>Spreads the ends of edges over the sides of the boxes, in the order of where they come from.</summary>
internal static class LayerPorts
{
    private const double WidestStep = 18;

    // Corners are round.
    private const double Margin = 12;

    public static void Spread(IEnumerable<LayoutItem> items)
    {
        foreach (var item in items.Where(item => !item.IsPoint))
        {
            var before = item.Before.Where(link => !link.IsToFixed).OrderBy(link => link.From.Order).ThenBy(link => link.FromPort).ToArray();
            for (var i = 0; i < before.Length; i++)
            {
                before[i].ToPort = Port(item, i, before.Length);
            }

            var behind = item.Behind.Where(link => !link.IsFromFixed).OrderBy(link => link.To.Order).ThenBy(link => link.ToPort).ToArray();
            for (var i = 0; i < behind.Length; i++)
            {
                behind[i].FromPort = Port(item, i, behind.Length);
            }
        }
    }

    private static double Port(LayoutItem item, int number, int count)
    {
        var step = Math.Min(WidestStep, (item.Size.Across - (2 * Margin)) / Math.Max(1, count - 1));
        return (number - ((count - 1) / 2.0)) * step;
    }
}
