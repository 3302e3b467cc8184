"""Files as versions of Keras wrote them, with a JSON file of inputs and expected outputs beside each."""
import io
import json
import zipfile

import h5py
import numpy as np

CASES = []


def case(make):
    """Registers a file; the function's name is the file's."""
    CASES.append(make)
    return make


class Draw:
    """Weights, the same in every run."""

    def __init__(self, seed):
        self.random = np.random.RandomState(seed)

    def __call__(self, *shape, scale=None):
        fan = max(int(np.prod(shape[:-1])), 1)
        return (self.random.standard_normal(shape) * (scale or 1 / np.sqrt(fan))).astype('f4')

    def bias(self, *shape):
        return self(*shape, scale=0.2)

    def bn(self, n):
        return [1 + self(n, scale=0.2), self(n, scale=0.2), self(n, scale=0.2), np.abs(1 + self(n, scale=0.3)) + 0.05]


def numbers(array, name=None):
    a = np.asarray(array)
    kind = 'int32' if a.dtype.kind in 'iu' else 'float32'
    return {'name': name, 'shape': list(a.shape), 'dtype': kind, 'data': [v for v in a.reshape(-1).tolist()]}


def beside(name, expect, inputs=(), outputs=(), layers=(), **more):
    with open(name + '.json', 'w') as f:
        json.dump({'expect': expect, 'inputs': [numbers(x) for x in inputs], 'outputs': [numbers(y) for y in outputs],
                   'layers': list(layers), **more}, f)


def names(group, attribute, values, modern):
    """Lists of names: fixed-length strings once, variable-length ones from Keras 2.5 on; none is an empty array."""
    group.attrs[attribute] = list(values) if modern else [v.encode() for v in values]


def weights_into(group, layers, version, backend, modern, chunk=None):
    if chunk:
        for i in range(0, len(layers), chunk):
            names(group, f'layer_names{i // chunk}', [n for n, _ in layers[i:i + chunk]], modern)
    else:
        names(group, 'layer_names', [n for n, _ in layers], modern)
    if backend:
        group.attrs['backend'] = backend if modern else backend.encode()
    if version and not version.startswith('1'):
        group.attrs['keras_version'] = version if modern else version.encode()
    for name, arrays in layers:
        inner = group.create_group(name)
        names(inner, 'weight_names', [n for n, _ in arrays], modern)
        for weight, value in arrays:
            data = inner.create_dataset(weight, np.shape(value), dtype=np.asarray(value).dtype)
            data[()] = value


def optimizer_into(file, arrays, modern):
    group = file.create_group('optimizer_weights')
    names(group, 'weight_names', [n for n, _ in arrays], modern)
    for name, value in arrays:
        group.create_dataset(name, data=value)


def h5(name, version, config, layers, backend='tensorflow', training=None, optimizer=None, modern=False, ending='.h5',
       chunk=None):
    """A whole model in HDF5."""
    with h5py.File(name + ending, 'w') as f:
        if version:
            f.attrs['keras_version'] = version if modern else version.encode()
        if backend:
            f.attrs['backend'] = backend if modern else backend.encode()
        f.attrs['model_config'] = json.dumps(config) if modern else json.dumps(config).encode()
        weights_into(f.create_group('model_weights'), layers, version, backend, modern, chunk)
        if training is not None:
            f.attrs['training_config'] = json.dumps(training) if modern else json.dumps(training).encode()
        if optimizer is not None:
            optimizer_into(f, optimizer, modern)


def keras_zip(name, version, config, tree, ending='.keras'):
    """An archive; the tree is a list of (path of vars, or of an array within, and the array)."""
    buffer = io.BytesIO()
    with h5py.File(buffer, 'w') as f:
        for path, value in tree:
            outer, inner = path.rsplit('vars', 1)
            group = f.require_group(outer.rstrip('/') + '/vars' if outer else 'vars')
            if value is not None:
                group[inner.strip('/')] = value
    with zipfile.ZipFile(name + ending, 'w') as z:
        z.writestr('metadata.json', json.dumps({'keras_version': version, 'date_saved': '2024-03-11@10:11:12'}))
        z.writestr('config.json', json.dumps(config))
        z.writestr('model.weights.h5', buffer.getvalue())
