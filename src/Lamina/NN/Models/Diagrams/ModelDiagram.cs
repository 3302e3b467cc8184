namespace Lamina.NN;

/// <summary>Pictures of models.</summary>
public static class ModelDiagram
{
    extension(Model model)
    {
        /// <summary>The model as a Mermaid flowchart, which Markdown pages show as a picture: a node for each layer with
        /// name, class, output shape and number of weights. A shared layer is one node with several edges; frozen layers
        /// have a dashed border.</summary>
        /// <param name="options">What is shown.</param>
        /// <returns>The text, which ends in a line break.</returns>
        /// <exception cref="InvalidOperationException">The model is not built.</exception>
        public string ToMermaid(DiagramOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(model);
            options ??= new DiagramOptions();
            return MermaidWriter.Write(new DiagramGraph(model, options.ExpandNested), options);
        }

        /// <summary>The model as an SVG picture: boxes with name, class, activation, shapes and number of weights, in
        /// layers by their longest path from the input, and arrows from output to input. It is readable on light and
        /// dark backgrounds.</summary>
        /// <param name="options">What is shown.</param>
        /// <returns>The file's text; write it with <see cref="File.WriteAllText(string, string)"/>.</returns>
        /// <exception cref="InvalidOperationException">The model is not built.</exception>
        public string ToSvg(DiagramOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(model);
            options ??= new DiagramOptions();
            return SvgWriter.Write(new DiagramLayout(new DiagramGraph(model, options.ExpandNested), options));
        }
    }
}
