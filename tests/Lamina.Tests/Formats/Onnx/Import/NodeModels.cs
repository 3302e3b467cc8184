namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>The cases that ONNX's own package has for each operator: models of one node, with numbers.</summary>
public sealed class NodeModels() : PythonModels("onnx", Script)
{
    private const string Script =
        """
        import warnings
        warnings.filterwarnings('ignore')
        import numpy as np

        # The package is older than the removal of these names.
        np.float, np.int, np.bool, np.object = float, int, bool, object
        from onnx.backend.test.case.node import collect_testcases
        for case in collect_testcases(''):
            model = case.model
            if model is None or '_expanded' in case.name or len(model.graph.node) != 1: continue
            inputs, outputs = case.data_sets[0]
            if any(isinstance(x, list) or np.asarray(x).dtype.kind not in 'fiub' for x in [*inputs, *outputs]): continue
            arrays = {f'in{i}': np.asarray(x) for i, x in enumerate(inputs)} | {f'out{i}': np.asarray(x) for i, x in enumerate(outputs)}
            name = f'{model.graph.node[0].op_type}.{case.name[5:]}'
            with open(f'{name}.onnx', 'wb') as f: f.write(model.SerializeToString())
            np.savez(f'{name}.npz', **arrays)
        """;
}
