"""Archives of Keras 2.12 to 2.15 and of Keras 3, and the .h5 files of early Keras 3."""
from arithmetic import *
from files import Draw, beside, case, h5, keras_zip
from keras2 import bn, call, chain, conv2d, dense, inp, layer, model, pooling, recurrent, rest, sequential, stored
from tfkeras import modern, new_adam


def three(module, class_name, config, **more):
    return {'module': module, 'class_name': class_name, 'config': config, 'registered_name': None, **more}


def start(name, config=None):
    return three('keras.initializers', name, config or {})


GLOROT, ZEROS, ONES, ORTHOGONAL = start('GlorotUniform',
                                        {'seed': None}), start('Zeros'), start('Ones'), start('Orthogonal',
                                        {'seed': None, 'gain': 1.0})


def policy(age, name='float32'):
    return 'float32' if age < (3, 1) and name == 'float32' else name if age < (3, 1) else {
        (3, 1): three('keras.dtype_policies', 'FloatDTypePolicy', {'name': name}),
        (3, 2): three('keras', 'FloatDTypePolicy', {'name': name})}.get(
        age, three('keras', 'DTypePolicy', {'name': name}, shared_object_id=1869860318496))


def own(age, class_name, name, **config):
    return three('keras.layers', class_name, {'name': name, 'trainable': True, 'dtype': policy(age), **config})


def common(activation='linear'):
    return dict(activation=activation, use_bias=True, kernel_initializer=GLOROT, bias_initializer=ZEROS,
                kernel_regularizer=None, bias_regularizer=None, kernel_constraint=None, bias_constraint=None)


def dense3(age, name, units, activation='linear'):
    return own(age, 'Dense', name, units=units, **common(activation))


def input3(age, name, *shape, dtype='float32'):
    config = {'batch_shape': [None, *shape], 'dtype': dtype, 'sparse': False, 'name': name}
    if age >= (3, 7):
        config['ragged'] = False
    return three('keras.layers', 'InputLayer', config)


def rnn3(age, class_name, name, units, **more):
    config = dict(return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False,
                  zero_output_for_mask=False, units=units, activation='tanh', recurrent_activation='sigmoid',
                  use_bias=True, kernel_initializer=GLOROT, recurrent_initializer=ORTHOGONAL, bias_initializer=ZEROS,
                  kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None,
                  activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None,
                  dropout=0.0, recurrent_dropout=0.0, seed=None)
    config.update({'reset_after': True} if class_name == 'GRU' else {'unit_forget_bias': True})
    return own(age, class_name, name, **{**config, **more})


def tensor(name, index=0, shape=(None, 4)):
    return {'class_name': '__keras_tensor__', 'config': {'shape': list(shape), 'dtype': 'float32',
        'keras_history': [name, 0, index]}}


def call3(node, *args, **kwargs):
    return {**node, 'name': node['config']['name'],
            'inbound_nodes': [{'args': list(args), 'kwargs': kwargs}] if args or kwargs else []}


def functional(nodes, inputs, outputs, name='functional_1'):
    return {'module': 'keras.src.models.functional', 'class_name': 'Functional',
            'config': {'name': name, 'trainable': True, 'layers': nodes, 'input_layers': inputs,
                       'output_layers': outputs},
            'registered_name': 'Functional', 'build_config': {'input_shape': None}}


def sequential3(age, layers, shape, name='sequential'):
    return three('keras', 'Sequential', {'name': name, 'trainable': True, 'dtype': policy(age), 'layers': layers},
                 build_config={'input_shape': shape})


def variables(path, *arrays):
    return [(f'{path}/vars', None)] + [(f'{path}/vars/{i}', v) for i, v in enumerate(arrays)]


def compile3(**more):
    return {'optimizer': three('keras.optimizers', 'Adam', {'name': 'adam', 'learning_rate': 0.0010000000474974513,
        'weight_decay': None, 'clipnorm': None, 'global_clipnorm': None, 'clipvalue': None,
            'use_ema': False, 'ema_momentum': 0.99, 'ema_overwrite_frequency': None, 'loss_scale_factor': None,
            'gradient_accumulation_steps': None, 'beta_1': 0.9, 'beta_2': 0.999, 'epsilon': 1e-07, 'amsgrad': False}),
            'loss': 'sparse_categorical_crossentropy', 'loss_weights': None, 'metrics': ['accuracy'],
            'weighted_metrics': None, 'run_eagerly': False, 'steps_per_execution': 1, 'jit_compile': True, **more}


def archive2(name, version, config, tree, shape, compiled=None):
    """Keras 2 as an archive: the legacy graph, modules within."""
    nested = config['class_name'] == 'Functional'
    config = {'module': 'keras.src.engine.functional' if nested else 'keras', **config,
              'registered_name': 'Functional' if nested else None, 'build_config': {'input_shape': shape}}
    if compiled:
        config['compile_config'] = compiled
    keras_zip(name, version, config, tree)


@case
def keras212_convnet_windows():
    """On Windows, 2.12 joined the words of a path by its own separator; layers were counted with those met before."""
    r = Draw(71)
    x = r.random.standard_normal((2, 8, 8, 1))
    w = {'conv2d': (r(3, 3, 1, 4), r.bias(4)), 'conv2d_1': (r(3, 3, 4, 4), r.bias(4)), 'dense': (r(16, 4), r.bias(4)),
         'dense_1': (r(4, 4), r.bias(4))}
    layers = [conv2d('conv2d', 4, activation='relu'), conv2d('conv2d_1', 4, activation='relu'),
              pooling('max_pooling2d'), layer('Flatten', 'flatten', data_format='channels_last'),
              dense('dense', 4, 'relu'),
              layer('Dropout', 'dropout', rate=0.5, noise_shape=None, seed=None), dense('dense_1', 4, 'softmax')]
    config = modern(sequential(layers, [None, 8, 8, 1], name='sequential'), (2, 12), module=True)
    tree = [(f'_layer_checkpoint_dependencies\\{p}/vars/{i}', v) for p,
            n in (('conv2d', 'conv2d'), ('conv2d_2', 'conv2d_1'), ('dense', 'dense'), ('dense_2', 'dense_1')) for i,
            v in enumerate(w[n])]
    tree += [('_layer_checkpoint_dependencies\\max_pooling2d/vars', None), ('metrics\\mean/vars/0', np.float32(1)),
             ('metrics\\mean/vars/1', np.float32(2)), ('optimizer/vars/0', np.int64(3)), ('vars', None)]
    archive2('keras212_convnet_windows', '2.12.0', config, tree, [None, 8, 8, 1],
             {'optimizer': 'adam', 'loss': 'categorical_crossentropy', 'metrics': ['accuracy'], 'loss_weights': None,
              'weighted_metrics': None,
             'run_eagerly': None, 'steps_per_execution': None, 'jit_compile': None})
    y = max_pool(conv(conv(x, *w['conv2d'], act=relu), *w['conv2d_1'], act=relu)).reshape(2, -1)
    beside('keras212_convnet_windows', 'load', [x],
           [softmax(relu(y @ w['dense'][0] + w['dense'][1]) @ w['dense_1'][0] + w['dense_1'][1])])


@case
def keras213_functional():
    """Functional with a model within, Bidirectional, MultiHeadAttention, operations; the legacy graph in an archive."""
    r = Draw(72)
    x = r.random.standard_normal((2, 5, 6))
    f, b = (r(6, 12), r(3, 12), r.bias(12)), (r(6, 12), r(3, 12), r.bias(12))
    m = [r(6, 2, 4), r.bias(2, 4), r(6, 2, 4), r.bias(2, 4), r(6, 2, 4), r.bias(2, 4), r(2, 4, 6), r.bias(6)]
    d, e = (r(6, 4), r.bias(4)), (r(4, 2), r.bias(2))
    mha = layer('MultiHeadAttention', 'multi_head_attention', num_heads=2, key_dim=4, value_dim=4, dropout=0.0,
                output_shape=None, attention_axes=[1], **{k: v for k, v in rest().items() if k != 'activation'},
                query_shape={'class_name': 'TensorShape', 'items': [None, 5, 6]},
                key_shape={'class_name': 'TensorShape', 'items': [None, 5, 6]},
                value_shape={'class_name': 'TensorShape', 'items': [None, 5, 6]})
    inner = {'class_name': 'Sequential',
             'config': {'name': 'sequential',
                        'layers': [{'class_name': 'InputLayer', 'config': {'batch_input_shape': [None, 6],
                            'dtype': 'float32', 'sparse': False, 'name': 'dense_input'}},
                                                                                    dense('dense', 4, 'relu'),
                                                                                    layer('Dropout', 'dropout',
                                                                                        rate=0.1, noise_shape=None,
                                                                                        seed=None),
                                                                                        dense('dense_1', 2)]}}
    op = {'class_name': 'TFOpLambda', 'config': {'name': 'tf.math.multiply', 'trainable': True, 'dtype': 'float32',
        'function': 'math.multiply'}, 'name': 'tf.math.multiply',
          'inbound_nodes': [['input_1', 0, 0, {'y': 0.5, 'name': None}]]}
    cut = {'class_name': 'SlicingOpLambda', 'config': {'name': 'tf.__operators__.getitem', 'trainable': True,
        'dtype': 'float32', 'function': '__operators__.getitem'}, 'name': 'tf.__operators__.getitem',
           'inbound_nodes': [['add', 0, 0,
                              {'slice_spec': {'class_name': '__tuple__',
                                  'items': [{'start': None, 'stop': None, 'step': None}, 0]}}]]}
    nodes = [inp('input_1', 5, 6), op, {**mha, 'name': 'multi_head_attention',
                                        'inbound_nodes': [[['tf.math.multiply', 0, 0,
                                            {'value': ['tf.math.multiply', 0, 0]}]]]},
             call(layer('Bidirectional', 'bidirectional', layer=recurrent('LSTM', 'lstm', 3, return_sequences=True),
                        merge_mode='concat'), 'multi_head_attention'),
             call(layer('Add', 'add'), 'bidirectional', 'multi_head_attention'), cut,
             {**inner, 'name': 'sequential', 'inbound_nodes': [[['tf.__operators__.getitem', 0, 0, {}]]]}]
    config = modern(model(nodes, [['sequential', 1, 0]], name='model'), (2, 13), module=True)
    a = '_layer_checkpoint_dependencies'
    tree = variables(f'{a}/bidirectional/forward_layer/cell', *f) + variables(f'{a}/bidirectional/backward_layer/cell',
        *b) + variables(f'{a}/bidirectional/layer/cell')
    for i, p in enumerate(('_query_dense', '_key_dense', '_value_dense', '_output_dense')):
        tree += variables(f'{a}/multi_head_attention/{p}', *m[2 * i:2 * i + 2])
    tree += variables(f'{a}/multi_head_attention/_softmax') + variables(f'{a}/sequential/{a}/dense',
        *d) + variables(f'{a}/sequential/{a}/dense_1', *e) + variables(f'{a}/sequential/{a}/dropout') + [('vars', None)]
    archive2('keras213_functional', '2.13.1', config, tree, [None, 5, 6])
    v = heads(x / 2, x / 2, *m)
    y = np.concatenate([lstm(v, *f, sequences=True), lstm(v, *b, sequences=True, backwards=True)[:, ::-1]], -1) + v
    beside('keras213_functional', 'load', [x], [relu(y[:, 0] @ d[0] + d[1]) @ e[0] + e[1]])


@case
def keras215_gru_embedding():
    """2.15: reset_after, Embedding with a mask, string optimizer of a custom kind in compile_config."""
    r = Draw(73)
    x = r.random.randint(1, 9, (2, 5))
    x[1, 3:] = 0
    e, g, d = r(9, 4, scale=1), (r(4, 9), r(3, 9), r.bias(2, 9)), (r(3, 2), r.bias(2))
    layers = [layer('Embedding', 'embedding', input_dim=9, output_dim=4,
                    embeddings_initializer={'module': 'keras.initializers', 'class_name': 'RandomUniform',
                                            'config': {'minval': -0.05, 'maxval': 0.05, 'seed': None},
                                            'registered_name': None},
                    embeddings_regularizer=None, activity_regularizer=None, embeddings_constraint=None, mask_zero=True,
                    sparse=False, input_length=5), recurrent('GRU', 'gru', 3), dense('dense', 2, 'softmax')]
    config = modern(sequential(layers, [None, 5], name='sequential'), (2, 15), module=True)
    config['config']['layers'].insert(0, {'module': 'keras.layers', 'class_name': 'InputLayer',
                                          'config': {'batch_input_shape': [None, 5], 'dtype': 'float32',
                                              'sparse': False, 'ragged': False, 'name': 'embedding_input'},
                                              'registered_name': None})
    a = '_layer_checkpoint_dependencies'
    tree = variables(f'{a}/embedding', e) + variables(f'{a}/gru') + variables(f'{a}/gru/cell',
        *g) + variables(f'{a}/dense', *d)
    archive2('keras215_gru_embedding', '2.15.0', config, tree, [None, 5],
             {'optimizer': {'module': '__main__', 'class_name': 'Lion2', 'config': {'learning_rate': 0.1},
                            'registered_name': 'Custom>Lion2'},
             'loss': {'module': 'builtins', 'class_name': 'function', 'config': 'focal',
                      'registered_name': 'function'}, 'metrics': None})
    y = gru(e[x].astype('f8'), *g, reset_after=True, mask=x != 0)
    beside('keras215_gru_embedding', 'load', [x], [softmax(y @ d[0] + d[1])])


@case
def keras300_convnet():
    """3.0: dtype as text, seed generators among the weights, module of the class itself for the optimizer."""
    r, age = Draw(74), (3, 0)
    x = r.random.standard_normal((2, 6, 6, 3))
    k, n, d = (r(3, 3, 3, 4), r.bias(4)), r.bn(4), (r(36, 3), r.bias(3))
    layers = [input3(age, 'input_layer', 6, 6, 3), own(age, 'Conv2D', 'conv2d', filters=4, kernel_size=[3, 3],
        strides=[1, 1], padding='same', data_format='channels_last', dilation_rate=[1, 1], groups=1,
        activity_regularizer=None, **common('relu')),
              own(age, 'BatchNormalization', 'batch_normalization', axis=-1, momentum=0.99, epsilon=0.001, center=True,
                  scale=True, beta_initializer=ZEROS, gamma_initializer=ONES, moving_mean_initializer=ZEROS,
                  moving_variance_initializer=ONES,
                  beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None,
                  synchronized=False),
              own(age, 'MaxPooling2D', 'max_pooling2d', pool_size=[2, 2], padding='valid', strides=[2, 2],
                  data_format='channels_last'), own(age, 'RandomFlip', 'random_flip', seed=None, mode='horizontal'),
              own(age, 'Dropout', 'dropout', rate=0.5, seed=None, noise_shape=None),
              own(age, 'Flatten', 'flatten', data_format='channels_last'), dense3(age, 'dense', 3, 'softmax')]
    layers[4]['config']['data_format'] = 'channels_last'
    for l, s in zip(layers[1:], ([None, 6, 6, 3], [None, 6, 6, 4], [None, 6, 6, 4], [None, 3, 3, 4], [None, 3, 3, 4],
                                 [None, 3, 3, 4], [None, 36])):
        l['build_config'] = {'input_shape': s}
    seed = np.array([1337, 0], 'u4')
    tree = variables('layers/conv2d', *k) + variables('layers/batch_normalization',
        *n)
    tree += variables('layers/max_pooling2d') + variables('layers/random_flip')
    tree += variables('layers/random_flip/generator', seed)
    tree += variables('layers/dropout') + variables('layers/dropout/seed_generator', seed) + variables('layers/dense',
        *d) + variables('optimizer', np.int64(4), np.float32(1e-3)) + [('vars', None)]
    config = sequential3(age, layers, [None, 6, 6, 3])
    config['compile_config'] = compile3(optimizer=three('keras.src.backend.torch.optimizers.torch_adam', 'Adam',
        compile3()['optimizer']['config']))
    keras_zip('keras300_convnet', '3.0.5', config, tree)
    y = max_pool(norm(conv(x, *k, padding='same', act=relu), *n)).reshape(2, -1)
    beside('keras300_convnet', 'load', [x], [softmax(y @ d[0] + d[1])])


@case
def keras310_masked_seq2seq():
    """3.1: Embedding with a mask makes NotEqual operations; LSTM takes its mask and first states as keywords."""
    r, age = Draw(75), (3, 1)
    x, z = r.random.randint(1, 9, (2, 4)), r.random.randint(1, 9, (2, 3))
    x[0, 2:] = 0
    e, a, b, d = r(9, 4, scale=1), (r(4, 12), r(3, 12), r.bias(12)), (r(4, 12), r(3, 12), r.bias(12)), (r(3, 9),
        r.bias(9))
    embed = own(age, 'Embedding', 'embedding', input_dim=9, output_dim=4,
                embeddings_initializer=start('RandomUniform', {'minval': -0.05, 'maxval': 0.05, 'seed': None}),
                embeddings_regularizer=None,
                activity_regularizer=None, embeddings_constraint=None, mask_zero=True)
    twice = call3(embed, tensor('input_layer'))
    twice['inbound_nodes'].append({'args': [tensor('input_layer_1')], 'kwargs': {}})
    second = tensor('embedding')
    second['config']['keras_history'] = ['embedding', 1, 0]
    unequal = {'module': 'keras.src.ops.numpy', 'class_name': 'NotEqual', 'config': {'name': 'not_equal'},
               'registered_name': 'NotEqual'}
    nodes = [call3(input3(age, 'input_layer', None)), call3(input3(age, 'input_layer_1', None)), twice,
             call3(unequal, tensor('input_layer'), 0),
             call3(rnn3(age, 'LSTM', 'lstm', 3, return_state=True), tensor('embedding'), mask=tensor('not_equal'),
                   initial_state=None, training=False),
             call3(rnn3(age, 'LSTM', 'lstm_1', 3, return_sequences=True, return_state=True), second, mask=None,
                   initial_state=[tensor('lstm', 1), tensor('lstm', 2)], training=False),
             call3(dense3(age, 'dense', 9, 'softmax'), tensor('lstm_1'))]
    config = functional(nodes, [['input_layer', 0, 0], ['input_layer_1', 0, 0]], [['dense', 0, 0]])
    tree = variables('layers/embedding', e) + variables('layers/lstm') + variables('layers/lstm/cell',
        *a) + variables('layers/lstm_1/cell', *b) + variables('layers/dense', *d) + variables('layers/not_equal')
    keras_zip('keras310_masked_seq2seq', '3.1.0', config, tree)
    _, h, c = lstm(e[x].astype('f8'), *a, mask=x != 0, with_states=True)
    y = lstm(e[z].astype('f8'), *b, sequences=True, states=[h, c])
    beside('keras310_masked_seq2seq', 'load', [x, z], [softmax(y @ d[0] + d[1])])


@case
def keras330_named_io():
    """3.3: inputs and outputs by name, operations, an activation that is a layer, GRU and Bidirectional."""
    r, age = Draw(76), (3, 3)
    x, z = r.random.standard_normal((2, 4, 3)), r.random.standard_normal((2, 6))
    f, b, d = (r(3, 9), r(3, 9), r.bias(2, 9)), (r(3, 9), r(3, 9), r.bias(2, 9)), (r(6, 6), r.bias(6))
    act = three('keras.layers', 'LeakyReLU', {'name': 'leaky_re_lu', 'trainable': True, 'dtype': policy(age),
        'negative_slope': 0.1})
    op = lambda cls, name, *args, **kw: call3({'module': 'keras.src.ops.numpy', 'class_name': cls,
        'config': {'name': name}, 'registered_name': cls}, *args, **kw)
    bidirectional = own(age, 'Bidirectional', 'bidirectional', merge_mode='concat',
                        layer=rnn3(age, 'GRU', 'forward_gru', 3), backward_layer=rnn3(age, 'GRU', 'backward_gru', 3,
                            go_backwards=True))
    mean = {'module': 'keras.src.ops.numpy', 'class_name': 'Mean', 'config': {'name': 'mean', 'axis': -1,
        'keepdims': True}, 'registered_name': 'Mean'}
    nodes = [call3(input3(age, 'seq', 4, 3)), call3(input3(age, 'vec', 6)),
             call3(bidirectional, tensor('seq'), mask=None, training=False, initial_state=None),
             op('Add', 'add', tensor('bidirectional'), tensor('vec')), op('Multiply', 'multiply', tensor('add'), 2.0),
             call3(dense3(age, 'out', 6, act), tensor('multiply')), call3(mean, tensor('out'))]
    config = functional(nodes, {'vec': ['vec', 0, 0], 'seq': ['seq', 0, 0]}, {'m': ['mean', 0, 0], 'y': ['out', 0, 0]})
    tree = variables('layers/bidirectional/forward_layer/cell',
                     *f) + variables('layers/bidirectional/backward_layer/cell', *b) + variables('layers/dense', *d)
    keras_zip('keras330_named_io', '3.3.3', config, tree)
    y = np.concatenate([gru(x, *f, reset_after=True), gru(x, *b, reset_after=True, backwards=True)], -1)
    y = leaky((y + z) * 2 @ d[0] + d[1], 0.1)
    # Keras goes through a dictionary in the order of its keys.
    beside('keras330_named_io', 'load', [x, z], [y.mean(-1, keepdims=True), y])


@case
def keras350_single():
    """3.5: one tensor in and one out, without lists; a model within a model; mixed precision."""
    r, age = Draw(77), (3, 5)
    x = r.random.standard_normal((2, 4))
    a, b, c = (r(4, 3), r.bias(3)), (r(3, 3), r.bias(3)), (r(3, 2), r.bias(2))
    inner = functional([call3(input3(age, 'input_layer_1', 3)), call3(dense3(age, 'dense_1', 3, 'tanh'),
        tensor('input_layer_1'))], ['input_layer_1', 0, 0], ['dense_1', 0, 0], name='inner')
    seq = sequential3(age, [input3(age, 'input_layer_2', 3), dense3(age, 'dense_2', 2, 'softmax')], [None, 3],
                      name='sequential')
    first = dense3(age, 'dense', 3, 'relu')
    first['config']['dtype'] = three('keras', 'DTypePolicy', {'name': 'mixed_bfloat16'})
    nodes = [call3(input3(age, 'input_layer', 4)), call3(first, tensor('input_layer')),
             call3(inner, tensor('dense'), training=None, mask=None),
             call3(seq, tensor('inner'), training=None, mask=None)]
    config = functional(nodes, ['input_layer', 0, 0], ['sequential', 0, 0])
    tree = variables('layers/dense', *a) + variables('layers/functional/layers/dense',
        *b) + variables('layers/sequential/layers/dense', *c)
    keras_zip('keras350_single', '3.5.0', config, tree)
    beside('keras350_single', 'load', [x], [softmax(tanh(relu(x @ a[0] + a[1]) @ b[0] + b[1]) @ c[0] + c[1])])


@case
def keras302_h5():
    """Early Keras 3 as .h5: arrays under their own names only."""
    r, age = Draw(78), (3, 0)
    x = r.random.standard_normal((2, 4))
    a, b = (r(4, 3), r.bias(3)), (r(3, 2), r.bias(2))
    config = {'class_name': 'Sequential', 'config': {'name': 'sequential', 'trainable': True, 'dtype': 'float32',
        'layers': [input3(age, 'input_layer', 4), dense3(age, 'dense', 3, 'gelu'),
                   dense3(age, 'dense_1', 2, 'softmax')]}}
    named = [('dense', [('kernel', a[0]), ('bias', a[1])]), ('dense_1', [('kernel', b[0]), ('bias', b[1])])]
    h5('keras302_h5', '3.0.2', config, named, modern=True, training={'loss': 'mse', 'metrics': None,
        'weighted_metrics': None, 'loss_weights': None, 'optimizer_config': compile3()['optimizer']})
    from math import erf
    y = x @ a[0] + a[1]
    y = y * 0.5 * (1 + np.vectorize(erf)(y / np.sqrt(2)))
    beside('keras302_h5', 'load', [x], [softmax(y @ b[0] + b[1])])


@case
def keras340_registered():
    r, age = Draw(79), (3, 4)
    node = {'module': 'keras_cv.layers.regularization.drop_path', 'class_name': 'DropPath',
            'config': {'name': 'drop_path', 'trainable': True, 'dtype': policy(age), 'rate': 0.2},
            'registered_name': 'keras_cv>DropPath'}
    config = sequential3(age, [input3(age, 'input_layer', 4), node, dense3(age, 'dense', 2)], [None, 4])
    keras_zip('keras340_registered', '3.4.1', config, variables('layers/dense', r(4, 2), r(2)))
    beside('keras340_registered', 'error', layers=['DropPath'])


@case
def keras380_custom_model():
    keras_zip('keras380_custom_model', '3.8.0', {'module': '__main__', 'class_name': 'VAE',
        'config': {'latent_dim': 2}, 'registered_name': 'Custom>VAE', 'build_config': {'input_shape': [None, 4]}},
        variables('encoder/layers/dense', np.ones((4, 2), 'f4')))
    beside('keras380_custom_model', 'error', layers=['VAE'])


@case
def keras391_attention():
    """3.9: every argument of a call by its name, attention of the past only, lists of tensors."""
    r, age = Draw(81), (3, 9)
    x = r.random.standard_normal((2, 4, 6))
    m = [r(6, 2, 3), r.bias(2, 3), r(6, 2, 3), r.bias(2, 3), r(6, 2, 3), r.bias(2, 3), r(2, 3, 6), r.bias(6)]
    ln, d = (1 + r.bias(6), r.bias(6)), (r(24, 2), r.bias(2))
    mha = own(age, 'MultiHeadAttention', 'mha', num_heads=2, key_dim=3, value_dim=3, dropout=0.1, use_bias=True,
              output_shape=None, attention_axes=[1], kernel_initializer=GLOROT, bias_initializer=ZEROS,
              kernel_regularizer=None,
              bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, seed=None)
    mha['build_config'] = {'shapes_dict': {'query_shape': [None, 4, 6], 'value_shape': [None, 4, 6]}}
    norm_ = own(age, 'LayerNormalization', 'layer_normalization', axis=-1, epsilon=0.001, center=True, scale=True,
                rms_scaling=False, beta_initializer=ZEROS, gamma_initializer=ONES, beta_regularizer=None,
                gamma_regularizer=None, beta_constraint=None, gamma_constraint=None)
    nodes = [call3(input3(age, 'x', 4, 6)), call3(mha, query=tensor('x'), value=tensor('x'), key=tensor('x'),
        query_mask=None, value_mask=None, key_mask=None, attention_mask=None, return_attention_scores=False,
        training=False, use_causal_mask=True),
             call3(own(age, 'Add', 'add'), [tensor('x'), tensor('mha')]), call3(norm_, tensor('add')),
             call3(own(age, 'Attention', 'attention', use_scale=False, score_mode='dot', dropout=0.0, seed=None),
                   [tensor('layer_normalization')] * 2, mask=[None, None], training=False),
             call3(own(age, 'Flatten', 'flatten', data_format='channels_last'), tensor('attention')),
             call3(dense3(age, 'dense', 2, {'module': 'keras.activations', 'class_name': 'function', 'config': 'relu6',
                                            'registered_name': 'relu6'}), tensor('flatten'))]
    tree = variables('layers/add') + variables('layers/layer_normalization', *ln) + variables('layers/dense', *d)
    for i, p in enumerate(('query_dense', 'key_dense', 'value_dense', 'output_dense')):
        tree += variables(f'layers/multi_head_attention/{p}', *m[2 * i:2 * i + 2])
    keras_zip('keras391_attention', '3.9.1', functional(nodes, [['x', 0, 0]], [['dense', 0, 0]]), tree)
    v = layer_norm(x + heads(x, x, *m, mask=np.tril(np.ones((4, 4), bool))), *ln)
    y = (softmax(v @ v.swapaxes(1, 2)) @ v).reshape(2, -1) @ d[0] + d[1]
    beside('keras391_attention', 'load', [x], [relu6(y)])
