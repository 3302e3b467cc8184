"""Files of the Keras within TensorFlow: 2.1.6-tf to 2.11, and the .h5 files of 2.12 to 2.15."""
import copy

from arithmetic import *
from files import Draw, beside, case, h5
from keras2 import (bn, call, chain, conv1d, conv2d, dense, depthwise2d, inp, layer, model, pooling, recurrent, rest,
                    sequential, stored, transposed,
                    UNIFORM, ZEROS, ONES)

GLOROT = {'class_name': 'GlorotUniform', 'config': {'seed': None}}


def modern(node, since=(2, 5), module=False):
    """A configuration of Keras 2 as TensorFlow's Keras wrote it."""
    node = copy.deepcopy(node)

    def walk(n):
        if isinstance(n, list):
            return [walk(i) for i in n]
        if not isinstance(n, dict):
            return n
        if n.get('class_name') == 'VarianceScaling' and n == UNIFORM:
            return init('GlorotUniform', {'seed': None})
        if n.get('class_name') in ('Zeros', 'Ones', 'Orthogonal'):
            return init(n['class_name'], {'gain': 1.0, 'seed': None} if n['class_name'] == 'Orthogonal' else {})
        n = {k: walk(v) for k, v in n.items()}
        name, config = n.get('class_name'), n.get('config')
        if name == 'InputLayer' and since >= (2, 0):
            config['ragged'] = False
        elif isinstance(config, dict) and 'trainable' in config:
            config.setdefault('dtype', 'float32')
            if name in ('Conv1D', 'Conv2D', 'DepthwiseConv2D', 'Conv2DTranspose', 'SeparableConv2D', 'Conv3D'):
                if since >= (2, 3):
                    config['groups'] = 1
                if name == 'Conv2DTranspose':
                    config.update(output_padding=None, dilation_rate=[1, 1])
            if name == 'Conv1D':
                config.setdefault('data_format', 'channels_last')
            if name == 'BatchNormalization' and isinstance(config['axis'], int):
                config['axis'] = [3 if config['axis'] == -1 else config['axis']]
            if name in ('LSTM', 'GRU', 'SimpleRNN', 'Bidirectional', 'RNN') and 'units' in config:
                config.update(time_major=False, implementation=2)
                if config.get('recurrent_activation') == 'hard_sigmoid':
                    config['recurrent_activation'] = 'sigmoid'
                if name == 'GRU':
                    config.setdefault('reset_after', True)
            if 'Pooling' in name and 'Global' in name and since >= (2, 6):
                config['keepdims'] = False
            if module and 'Sequential' != name and 'Functional' != name:
                n = {'module': 'keras.layers', 'class_name': name, 'config': config, 'registered_name': None,
                     **{k: v for k, v in n.items() if k not in ('class_name', 'config')}}
        if name == 'Model' and since >= (2, 4):
            n['class_name'] = 'Functional'
        return n

    def init(name, config):
        return {'module': 'keras.initializers', 'class_name': name, 'config': config,
                'registered_name': None} if module else {'class_name': name, 'config': config}

    return walk(node)


def training(loss='categorical_crossentropy',
             metrics=({'class_name': 'MeanMetricWrapper', 'config': {'name': 'accuracy', 'dtype': 'float32',
                 'fn': 'categorical_accuracy'}},), **more):
    return {'loss': loss, 'metrics': [list(metrics)] if metrics else None, 'weighted_metrics': None,
            'loss_weights': None,
            'optimizer_config': {'class_name': 'Adam',
                                 'config': {'name': 'Adam', 'learning_rate': 0.0010000000474974513, 'decay': 0.0,
                                            'beta_1': 0.8999999761581421,
                                                                  'beta_2': 0.9990000128746033, 'epsilon': 1e-07,
                                                                  'amsgrad': False}}, **more}


def new_adam(layers):
    """Keras 2.11 and later: slots variable by variable, under m and v."""
    weights = [(n[:-2], v) for _, arrays in layers for n, v in arrays if 'moving' not in n]
    slots = [(f'Adam/{s}/{n}:0', np.full(np.shape(v), 0.01, 'f4')) for n, v in weights for s in 'mv']
    return [('iteration:0', np.int64(7)), ('learning_rate:0', np.float32(1e-3))] + slots


NEW_ADAM = {'class_name': 'Custom>Adam', 'config': {'name': 'Adam', 'weight_decay': None, 'clipnorm': None,
    'global_clipnorm': None, 'clipvalue': None, 'use_ema': False,
            'ema_momentum': 0.99, 'ema_overwrite_frequency': None, 'jit_compile': True, 'is_legacy_optimizer': False,
            'learning_rate': 0.0010000000474974513, 'beta_1': 0.9,
            'beta_2': 0.999, 'epsilon': 1e-07, 'amsgrad': False}}


@case
def tf113_mnist():
    """1.13 writes 2.2.4-tf, Sequential as a dictionary, initializers with a dtype, InputLayer left out."""
    r = Draw(51)
    x = r.random.standard_normal((2, 8, 8, 1))
    w = {'conv2d': (r(3, 3, 1, 4), r.bias(4)), 'dense': (r(36, 5), r.bias(5)), 'dense_1': (r(5, 3), r.bias(3))}
    layers = [conv2d('conv2d', 4, activation='relu'), pooling('max_pooling2d'),
              layer('Flatten', 'flatten', data_format='channels_last'), dense('dense', 5, 'relu'),
              layer('Dropout', 'dropout', rate=0.2, noise_shape=None, seed=None), dense('dense_1', 3, 'softmax')]
    config = modern(sequential(layers, [None, 8, 8, 1], name='sequential'), (1, 13))
    for n in config['config']['layers']:
        for key, value in n['config'].items():
            if key.endswith('initializer'):
                value['config']['dtype'] = 'float32'
    y = max_pool(conv(x, *w['conv2d'], act=relu)).reshape(2, -1)
    y = softmax(relu(y @ w['dense'][0] + w['dense'][1]) @ w['dense_1'][0] + w['dense_1'][1])
    named = stored(layers, w)
    trained = {'optimizer_config': {'class_name': 'Adam', 'config': {'name': 'Adam', 'learning_rate': 0.001,
        'decay': 0.0, 'beta_1': 0.9, 'beta_2': 0.999, 'epsilon': 1e-07, 'amsgrad': False}},
               'loss': 'sparse_categorical_crossentropy', 'metrics': ['acc'], 'weighted_metrics': None,
               'sample_weight_mode': None, 'loss_weights': None}
    flat = [v for _, arrays in named for _, v in arrays]
    state = [('training/Adam/iter:0', np.int64(9))] + [(f'training/Adam/{n[:-2]}/{s}:0',
        np.full(np.shape(v), .01, 'f4')) for s in 'mv' for _, a in named for n, v in a]
    h5('tf113_mnist', '2.2.4-tf', config, named, training=trained, optimizer=state)
    beside('tf113_mnist', 'load', [x], [y])


@case
def tf112_estimator_names():
    """tf.keras 1.8 to 1.12 wrote 2.1.6-tf, a bare list, and names with the number of a second graph."""
    r = Draw(52)
    x = r.random.standard_normal((2, 5, 3))
    w = {'lstm': (r(3, 16), r(4, 16), r.bias(16)), 'batch_normalization': r.bn(4), 'dense': (r(4, 2), r.bias(2))}
    layers = [recurrent('LSTM', 'lstm', 4), bn('batch_normalization'), dense('dense', 2, 'softmax')]
    for l in layers:
        l['config']['dtype'] = 'float32'
    h5('tf112_estimator_names', '2.1.6-tf', sequential(layers, [None, 5, 3]), stored(layers, w, lambda n: n + '_2'),
       training=None)
    y = norm(lstm(x, *w['lstm'], gate=hard_sigmoid), *w['batch_normalization'])
    beside('tf112_estimator_names', 'load', [x], [softmax(y @ w['dense'][0] + w['dense'][1])])


@case
def tf20_gru_lstm():
    """2.0: GRU with reset_after by default, Bidirectional LSTM with a cell's scope; losses and schedules as objects."""
    r = Draw(53)
    x = r.random.standard_normal((2, 5, 3))
    a, f, b, d = (r(3, 12), r(4, 12), r.bias(2, 12)), (r(4, 12), r(3, 12), r.bias(12)), (r(4, 12), r(3, 12),
        r.bias(12)), (r(6, 1), r.bias(1))
    nodes = [inp('input_1', 5, 3)] + chain([
        recurrent('GRU', 'gru', 4, return_sequences=True), layer('Bidirectional', 'bidirectional',
            layer=recurrent('LSTM', 'lstm', 3), merge_mode='concat'),
        dense('dense', 1)], 'input_1')
    config = modern(model(nodes, ['dense'], name='model'), (2, 0))
    # 2.1 to 2.3 wrote the backward layer too only where it was given; the wrapper notes its own dtype.
    words = ('kernel', 'recurrent_kernel', 'bias')
    named = [('input_1', []), ('gru', [(f'gru/gru_cell/{s}:0', v) for s, v in zip(words, a)]),
             ('bidirectional', [(f'bidirectional/{k}_lstm/lstm_cell_{i}/{s}:0', v) for i,
                                (k, vs) in enumerate((('forward', f), ('backward', b)), 2) for s, v in zip(words, vs)]),
             ('dense', [(f'dense/{s}:0', v) for s, v in zip(('kernel', 'bias'), d)])]
    y = gru(x, *a, sequences=True, reset_after=True)
    y = np.concatenate([lstm(y, *f), lstm(y, *b, backwards=True)], -1) @ d[0] + d[1]
    t = training({'class_name': 'MeanSquaredError', 'config': {'reduction': 'auto', 'name': 'mean_squared_error'}},
                 [{'class_name': 'RootMeanSquaredError', 'config': {'name': 'rmse', 'dtype': 'float32'}}])
    t['optimizer_config']['config']['learning_rate'] = {'class_name': 'ExponentialDecay',
        'config': {'initial_learning_rate': 0.01, 'decay_steps': 1000, 'decay_rate': 0.96, 'staircase': True,
                   'name': None}}
    h5('tf20_gru_lstm', '2.2.4-tf', config, named, training=t)
    beside('tf20_gru_lstm', 'load', [x], [y])


@case
def tf23_preprocessing():
    """2.3: experimental preprocessing inside: Rescaling, RandomFlip with its state, Normalization with a count."""
    r = Draw(54)
    x = r.random.rand(2, 8, 8, 3) * 255
    w = {'conv2d': (r(3, 3, 3, 4), r.bias(4)), 'dense': (r(4, 2), r.bias(2))}
    layers = [layer('RandomFlip', 'random_flip', mode='horizontal', seed=None),
              layer('RandomRotation', 'random_rotation', factor=0.1, fill_mode='reflect', interpolation='bilinear',
                    seed=None),
              layer('RandomZoom', 'random_zoom', height_factor=0.1, width_factor=None, fill_mode='reflect',
                    interpolation='bilinear', seed=None),
              layer('Rescaling', 'rescaling', scale=0.00392156862745098, offset=0.0),
              layer('Normalization', 'normalization', axis=[-1]),
              conv2d('conv2d', 4, activation='relu', padding='same'),
              layer('GlobalAveragePooling2D', 'global_average_pooling2d', data_format='channels_last'),
              dense('dense', 2)]
    inner = modern(sequential(layers[:3], [None, 8, 8, 3], name='sequential'), (2, 3))
    inner['config']['build_input_shape'] = [None, 8, 8, 3]
    config = modern(sequential(layers[3:], [None, 8, 8, 3], name='sequential_1'), (2, 3))
    config['config']['layers'].insert(0, inner)
    del config['config']['layers'][1]['config']['batch_input_shape']
    mean, var = np.array([0.48, 0.45, 0.4], 'f4'), np.array([0.05, 0.06, 0.07], 'f4')
    y = (x / 255 - mean) / np.sqrt(var.astype('f8'))
    y = conv(y, *w['conv2d'], padding='same', act=relu).mean((1, 2)) @ w['dense'][0] + w['dense'][1]
    named = stored(layers[3:], w)
    named[1] = ('normalization', [('normalization/mean:0', mean), ('normalization/variance:0', var),
                                  ('normalization/count:0', np.int64(64))])
    state = np.array([1, 2, 3], 'i8')
    named.insert(0, ('sequential', [('random_flip/StateVar:0', state), ('random_rotation/StateVar:0', state),
                                    ('random_zoom/StateVar:0', state)]))
    h5('tf23_preprocessing', '2.4.0', config, named,
       training=training({'class_name': 'SparseCategoricalCrossentropy',
                          'config': {'reduction': 'auto', 'name': 'sparse_categorical_crossentropy',
                                     'from_logits': True}}))
    beside('tf23_preprocessing', 'load', [x.astype('f4')], [y])


@case
def tf24_resnet_preprocess():
    """2.4 to 2.8: preprocess_input in the model as operations, a frozen ResNet-like model within."""
    r = Draw(55)
    x = r.random.rand(2, 8, 8, 3) * 255
    w = {'conv1_conv': (r(3, 3, 3, 4), r.bias(4)), 'conv1_bn': r.bn(4), 'conv2_conv': (r(3, 3, 4, 4), r.bias(4)),
         'conv2_bn': r.bn(4), 'dense': (r(4, 3), r.bias(3))}
    base = [inp('input_2', 8, 8, 3)] + chain([
        layer('ZeroPadding2D', 'conv1_pad', padding=[[1, 1], [1, 1]], data_format='channels_last'),
        conv2d('conv1_conv', 4, strides=(2, 2)), bn('conv1_bn', epsilon=1.001e-05),
        layer('Activation', 'conv1_relu', activation='relu'), conv2d('conv2_conv', 4, padding='same'),
        bn('conv2_bn', epsilon=1.001e-05)], 'input_2')
    base += [call(layer('Add', 'conv2_add'), 'conv1_relu', 'conv2_bn'),
             call(layer('Activation', 'conv2_out', activation='relu'), 'conv2_add')]
    for n in base[1:]:
        n['config']['trainable'] = False
    whole = {'start': None, 'stop': None, 'step': None}
    op = lambda cls, name, function, source, /, **kw: {'class_name': cls,
        'config': {'name': name, 'trainable': True, 'dtype': 'float32', 'function': function}, 'name': name,
                                                    'inbound_nodes': [[source, 0, 0, kw]]}
    nodes = [inp('input_1', 8, 8, 3),
             op('SlicingOpLambda', 'tf.__operators__.getitem', '__operators__.getitem', 'input_1',
                slice_spec=[whole, whole, whole, {'start': None, 'stop': None, 'step': -1}]),
             op('TFOpLambda', 'tf.nn.bias_add', 'nn.bias_add', 'tf.__operators__.getitem',
                bias=[-103.93900299072266, -116.77899932861328, -123.68000030517578], data_format='NHWC'),
             op('TFOpLambda', 'tf.math.truediv', 'math.truediv', 'tf.nn.bias_add', y=127.5, name=None),
             op('TFOpLambda', 'tf.math.subtract', 'math.subtract', 'tf.math.truediv', y=0.25, name=None),
             {**model(base, ['conv2_out'], name='resnet50'), 'name': 'resnet50',
              'inbound_nodes': [[['tf.math.subtract', 0, 0, {'training': False}]]]},
             call(layer('GlobalAveragePooling2D', 'global_average_pooling2d', data_format='channels_last'),
                  ['resnet50', 1, 0]),
             call(layer('Dropout', 'dropout', rate=0.2, noise_shape=None, seed=None), 'global_average_pooling2d'),
             call(dense('dense', 3, 'softmax'), 'dropout')]
    config = modern(model(nodes, ['dense'], name='model'), (2, 7))
    y = (x[..., ::-1] + np.array([-103.93900299072266, -116.77899932861328, -123.68000030517578])) / 127.5 - 0.25
    a = relu(norm(conv(np.pad(y, ((0, 0), (1, 1), (1, 1), (0, 0))), *w['conv1_conv'], strides=2), *w['conv1_bn'],
                  eps=1.001e-5))
    y = relu(a + norm(conv(a, *w['conv2_conv'], padding='same'), *w['conv2_bn'], eps=1.001e-5)).mean((1, 2))
    y = softmax(y @ w['dense'][0] + w['dense'][1])
    named = [(n['name'], []) for n in nodes]
    named[5] = ('resnet50', [a for _, arrays in stored(base, w) for a in arrays])
    named[-1] = stored([nodes[-1]], w)[0]
    h5('tf24_resnet_preprocess', '2.7.0', config, named, modern=True, training=training())
    beside('tf24_resnet_preprocess', 'load', [x.astype('f4')], [y])


@case
def tf26_transformer():
    """2.6: MultiHeadAttention called with a keyword, operations with two tensors."""
    r = Draw(56)
    x = r.random.randint(0, 9, (2, 5))
    e = r(9, 6, scale=1)
    m = [r(6, 2, 4), r.bias(2, 4), r(6, 2, 4), r.bias(2, 4), r(6, 2, 4), r.bias(2, 4), r(2, 4, 6), r.bias(6)]
    ln, ln2, d1, d2, d3 = (1 + r.bias(6), r.bias(6)), (1 + r.bias(6), r.bias(6)), (r(6, 8), r.bias(8)), (r(8, 6),
        r.bias(6)), (r(6, 1), r.bias(1))
    ln_config = lambda name: layer('LayerNormalization', name, axis=[2], epsilon=1e-06, center=True, scale=True,
                                   beta_initializer=ZEROS, gamma_initializer=ONES,
                                   beta_regularizer=None, gamma_regularizer=None, beta_constraint=None,
                                   gamma_constraint=None)
    mha = layer('MultiHeadAttention', 'multi_head_attention', num_heads=2, key_dim=4, value_dim=4, dropout=0.1,
                output_shape=None, attention_axes=[1], **{k: v for k, v in rest().items() if k != 'activation'},
                query_shape=[None, 5, 6], key_shape=[None, 5, 6], value_shape=[None, 5, 6])
    nodes = [inp('input_1', 5),
             call(layer('Embedding', 'embedding', input_dim=9, output_dim=6,
                        embeddings_initializer={'class_name': 'RandomUniform',
                            'config': {'minval': -0.05, 'maxval': 0.05, 'seed': None}},
                        embeddings_regularizer=None, activity_regularizer=None, embeddings_constraint=None,
                        mask_zero=False, input_length=None, batch_input_shape=[None, None]), 'input_1'),
             {**mha, 'name': 'multi_head_attention',
              'inbound_nodes': [[['embedding', 0, 0, {'value': ['embedding', 0, 0]}]]]},
             {'class_name': 'TFOpLambda', 'config': {'name': 'tf.__operators__.add', 'trainable': True,
                 'dtype': 'float32', 'function': '__operators__.add'}, 'name': 'tf.__operators__.add',
              'inbound_nodes': [['embedding', 0, 0, {'y': ['multi_head_attention', 0, 0], 'name': None}]]},
             call(ln_config('layer_normalization'), 'tf.__operators__.add'),
             call(dense('dense', 8, 'gelu'), 'layer_normalization'), call(dense('dense_1', 6), 'dense'),
             call(layer('Add', 'add'), 'layer_normalization', 'dense_1'),
             call(ln_config('layer_normalization_1'), 'add'),
             {'class_name': 'TFOpLambda', 'config': {'name': 'tf.math.reduce_mean', 'trainable': True,
                 'dtype': 'float32', 'function': 'math.reduce_mean'}, 'name': 'tf.math.reduce_mean',
              'inbound_nodes': [['layer_normalization_1', 0, 0, {'axis': 1, 'keepdims': False}]]},
             call(dense('dense_2', 1, 'sigmoid'), 'tf.math.reduce_mean')]
    from math import erf
    gelu = lambda x: x * 0.5 * (1 + np.vectorize(erf)(x / np.sqrt(2)))
    v = e[x].astype('f8')
    a = layer_norm(v + heads(v, v, *m), *ln, eps=1e-6)
    y = layer_norm(a + (gelu(a @ d1[0] + d1[1]) @ d2[0] + d2[1]), *ln2, eps=1e-6).mean(1)
    parts = [f'multi_head_attention/{p}/{s}:0' for p in ('query', 'key', 'value',
        'attention_output') for s in ('kernel', 'bias')]
    own = {'embedding': [('embedding/embeddings:0', e)], 'multi_head_attention': list(zip(parts, m)),
           'layer_normalization': [('layer_normalization/gamma:0', ln[0]), ('layer_normalization/beta:0', ln[1])],
           'layer_normalization_1': [('layer_normalization_1/gamma:0', ln2[0]),
                                     ('layer_normalization_1/beta:0', ln2[1])]}
    named = [(n['name'], own.get(n['name'], [])) for n in nodes]
    for name, values in (('dense', d1), ('dense_1', d2), ('dense_2', d3)):
        named[[n for n, _ in named].index(name)] = (name,
            [(f'{name}/{s}:0', u) for s, u in zip(('kernel', 'bias'), values)])
    config = modern(model(nodes, ['dense_2'], name='model'), (2, 6))
    h5('tf26_transformer', '2.6.0', config, named, modern=True, training=training('binary_crossentropy', ['accuracy']))
    beside('tf26_transformer', 'load', [x], [sigmoid(y @ d3[0] + d3[1])])


@case
def tf25_mixed_precision():
    r = Draw(59)
    x = r.random.standard_normal((2, 4))
    w = {'dense': (r(4, 3), r.bias(3)), 'dense_1': (r(3, 2), r.bias(2))}
    layers = [dense('dense', 3, 'relu'), dense('dense_1', 2, 'softmax')]
    config = modern(sequential(layers, [None, 4], name='sequential'))
    config['config']['layers'].insert(0, modern(inp('dense_input', 4)))
    del config['config']['layers'][0]['name'], config['config']['layers'][0]['inbound_nodes']
    config['config']['layers'][1]['config']['dtype'] = {'class_name': 'Policy', 'config': {'name': 'mixed_float16'}}
    config['config']['layers'][2]['config']['dtype'] = {'class_name': 'PolicyV1',
        'config': {'name': 'mixed_float16', 'loss_scale': {'class_name': 'DynamicLossScale', 'config': {
        'initial_loss_scale': 32768.0, 'increment_period': 2000, 'multiplier': 2.0}}}}
    t = training()
    t['optimizer_config'] = {'class_name': 'LossScaleOptimizer', 'config': {'inner_optimizer': t['optimizer_config'],
        'dynamic': True, 'initial_scale': 32768.0, 'dynamic_growth_steps': 2000}}
    h5('tf25_mixed_precision', '2.5.0', config, stored(layers, w), modern=True, training=t)
    beside('tf25_mixed_precision', 'load', [x],
           [softmax(relu(x @ w['dense'][0] + w['dense'][1]) @ w['dense_1'][0] + w['dense_1'][1])])


@case
def tf215_convnet():
    """2.15's .h5: modules within layers, legacy optimizer or new, build_config."""
    r = Draw(60)
    x = r.random.standard_normal((2, 8, 8, 3))
    w = {'conv2d': (r(3, 3, 3, 4), r.bias(4)), 'batch_normalization': r.bn(4),
         'conv2d_transpose': (r(3, 3, 2, 4), r.bias(2)), 'dense': (r(2, 2), r.bias(2))}
    layers = [conv2d('conv2d', 4, strides=(2, 2), padding='same'), bn('batch_normalization'),
              layer('LeakyReLU', 'leaky_re_lu', alpha=0.20000000298023224),
              transposed('conv2d_transpose', 2, 3, [2, 2], 'tanh'), layer('GlobalMaxPooling2D', 'global_max_pooling2d',
                  data_format='channels_last'), dense('dense', 2, 'softmax')]
    config = modern(sequential(layers, [None, 8, 8, 3], name='sequential'), (2, 15), module=True)
    shapes = [[None, 8, 8, 3], [None, 4, 4, 4], [None, 4, 4, 4], [None, 4, 4, 4], [None, 8, 8, 2], [None, 2]]
    for n, s in zip(config['config']['layers'], shapes):
        n['build_config'] = {'input_shape': s}
    head = {'module': 'keras.layers', 'class_name': 'InputLayer', 'config': {'batch_input_shape': [None, 8, 8, 3],
        'dtype': 'float32', 'sparse': False, 'ragged': False, 'name': 'conv2d_input'}, 'registered_name': None}
    config['config']['layers'].insert(0, head)
    named = stored(layers, w)
    t = training({'module': 'builtins', 'class_name': 'function', 'config': 'my_loss', 'registered_name': 'function'},
                 None)
    t['optimizer_config'] = {'module': 'keras.optimizers', 'class_name': 'Adam', 'config': NEW_ADAM['config'],
                             'registered_name': None}
    h5('tf215_convnet', '2.15.0', config, named, modern=True, training=t, optimizer=new_adam(named))
    y = leaky(norm(conv(x, *w['conv2d'], strides=2, padding='same'), *w['batch_normalization']), 0.2)
    y = conv_transposed(y, *w['conv2d_transpose'], strides=2, padding='same', act=tanh).max((1, 2))
    beside('tf215_convnet', 'load', [x], [softmax(y @ w['dense'][0] + w['dense'][1])])


@case
def tf22_stacked_cells():
    """RNN over StackedRNNCells, and a Bidirectional that notes its backward layer."""
    r = Draw(62)
    x = r.random.standard_normal((2, 4, 3))
    a, b, f, g = (r(3, 16), r(4, 16), r.bias(16)), (r(4, 12), r(3, 12), r.bias(12)), (r(3, 9), r(3, 9),
        r.bias(2, 9)), (r(3, 9), r(3, 9), r.bias(2, 9))

    def cell(class_name, name, units):
        n = modern(recurrent(class_name, name, units))
        for gone in ('return_sequences', 'return_state', 'go_backwards', 'stateful', 'unroll', 'time_major',
                     'activity_regularizer'):
            n['config'].pop(gone, None)
        return {**n, 'class_name': class_name + 'Cell'}

    stack = {'class_name': 'StackedRNNCells', 'config': {'name': 'stacked_rnn_cells', 'trainable': True,
        'dtype': 'float32', 'cells': [cell('LSTM', 'lstm_cell', 4), cell('LSTM', 'lstm_cell_1', 3)]}}
    rnn = layer('RNN', 'rnn', return_sequences=True, return_state=False, go_backwards=False, stateful=False,
                unroll=False, time_major=False, cell=stack)
    forward, back = modern(recurrent('GRU', 'gru', 3)), modern(recurrent('GRU', 'gru_1', 3, go_backwards=True))
    config = sequential([rnn, layer('Bidirectional', 'bidirectional', layer=forward, merge_mode='sum',
                                    backward_layer=back)], [None, 4, 3], name='sequential')
    for n in config['config']['layers']:
        n['config']['dtype'] = 'float32'
    y = lstm(lstm(x, *a, sequences=True), *b, sequences=True)
    y = gru(y, *f, reset_after=True) + gru(y, *g, reset_after=True, backwards=True)
    words = ('kernel', 'recurrent_kernel', 'bias')
    named = [('rnn', [(f'rnn/stacked_rnn_cells/lstm_cell{m}/{s}:0', v) for m, vs in (('', a), ('_1', b)) for s,
                      v in zip(words, vs)]),
             ('bidirectional', [(f'bidirectional/{k}/gru_cell_{i}/{s}:0', v) for i,
                                (k, vs) in enumerate((('forward_gru', f), ('backward_gru_1', g)), 4) for s,
                                v in zip(words, vs)])]
    h5('tf22_stacked_cells', '2.3.0-tf', config, named)
    beside('tf22_stacked_cells', 'load', [x], [y])


@case
def tf21_channels_first():
    """Layers of one and three axes with channels first."""
    r = Draw(63)
    x = r.random.standard_normal((2, 2, 4, 6, 6))
    k, b, n, c, d = r(3, 3, 3, 2, 4), r.bias(4), r.bn(4), r(3, 24, 3), r.bias(3)
    conv3d = layer('Conv3D', 'conv3d', filters=4, kernel_size=[3, 3, 3], strides=[1, 2, 2], padding='same',
                   data_format='channels_first', dilation_rate=[1, 1, 1], **rest('relu'))
    up3 = layer('UpSampling3D', 'up_sampling3d', size=[1, 1, 2], data_format='channels_first')
    crop = layer('Cropping3D', 'cropping3d', cropping=[[0, 0], [1, 0], [0, 0]], data_format='channels_first')
    conv1 = conv1d('conv1d', 3, 3, padding='valid')
    conv1['config']['data_format'] = 'channels_first'
    layers = [conv3d, bn('batch_normalization', axis=1), up3, crop, layer('Permute', 'permute', dims=[1, 3, 2, 4]),
              layer('Reshape', 'reshape', target_shape=[]), conv1,
              layer('GlobalAveragePooling1D', 'global_average_pooling1d', data_format='channels_first'),
              layer('Flatten', 'flatten', data_format='channels_first')]
    y = conv(x.transpose(0, 2, 3, 4, 1), k, b, strides=(1, 2, 2), padding='same', act=relu).transpose(0, 4, 1, 2, 3)
    y = norm(y, *n, axis=1).repeat(2, 4)[:, :, :, 1:].transpose(0, 1, 3, 2, 4)
    layers[5]['config']['target_shape'] = [24, y[0].size // 24]
    y = conv(y.reshape(2, 24, -1).transpose(0, 2, 1), c, d).mean(1)
    config = modern(sequential(layers, [None, 2, 4, 6, 6], name='sequential'), (2, 1))
    named = [(l['config']['name'], []) for l in layers]
    named[0][1].extend([('conv3d/kernel:0', k), ('conv3d/bias:0', b)])
    named[1][1].extend([(f'batch_normalization/{s}:0', v) for s,
                        v in zip(('gamma', 'beta', 'moving_mean', 'moving_variance'), n)])
    named[6][1].extend([('conv1d/kernel:0', c), ('conv1d/bias:0', d)])
    h5('tf21_channels_first', '2.2.4-tf', config, named)
    beside('tf21_channels_first', 'load', [x], [y])


def refused(name, version, nodes, arrays, classes, outputs=None):
    named = [(n['name'], arrays.get(n['name'], [])) for n in nodes]
    h5(name, version, modern(model(nodes, outputs or [nodes[-1]['name']], name='model')), named, modern=True)
    beside(name, 'error', layers=classes)


@case
def tf27_module_wrapper():
    r = Draw(64)
    nodes = [inp('input_1', 4), {'class_name': 'ModuleWrapper', 'config': {'layer': 'module_wrapper'},
                                 'name': 'module_wrapper', 'inbound_nodes': [[['input_1', 0, 0, {}]]]}]
    refused('tf27_module_wrapper', '2.7.0', nodes,
            {'module_wrapper': [('module_wrapper/dense/kernel:0', r(4, 2)), ('module_wrapper/dense/bias:0', r(2))]},
            ['ModuleWrapper'])


@case
def tf29_dict_inputs():
    """Inputs by name, several outputs by name, operations on lists of tensors, L2 normalized embeddings."""
    r = Draw(68)
    x, z = r.random.standard_normal((2, 4)), r.random.standard_normal((2, 3))
    w = {'dense': (r(4, 3), r.bias(3)), 'dense_1': (r(10, 2), r.bias(2))}
    op = lambda label, function, *sources, **kw: {'class_name': 'TFOpLambda',
        'config': {'name': label, 'trainable': True, 'dtype': 'float32', 'function': function}, 'name': label,
                                                 'inbound_nodes': [[s, 0, 0,
                                                     kw] for s in sources] if len(sources) == 1 else [[[s, 0, 0,
                                                         kw] for s in sources]]}
    nodes = [inp('b', 4), inp('a', 3), call(dense('dense', 3, 'tanh'), 'b'),
             op('tf.concat', 'concat', 'dense', 'a', axis=-1), op('tf.math.l2_normalize', 'math.l2_normalize', 'dense',
                 axis=1),
             op('tf.math.abs', 'math.abs', 'tf.math.l2_normalize'), op('tf.expand_dims', 'expand_dims', 'tf.math.abs',
                 axis=1),
             op('tf.compat.v1.transpose', 'compat.v1.transpose', 'tf.expand_dims', perm=[0, 2, 1]),
             op('tf.reshape', 'reshape', 'tf.compat.v1.transpose', shape=[-1, 3]),
             op('tf.cast', 'cast', 'tf.reshape', dtype='float32'), op('tf.stack', 'stack', 'tf.cast', 'a', axis=1),
             op('tf.math.reduce_max', 'math.reduce_max', 'tf.stack', axis=[1]),
             call(layer('Concatenate', 'concatenate', axis=-1), 'tf.concat', 'tf.math.reduce_max', 'extra'),
             call(dense('dense_1', 2, 'softmax'), 'concatenate')]
    nodes.insert(12, {'class_name': 'SlicingOpLambda', 'config': {'name': 'extra', 'trainable': True,
        'dtype': 'float32', 'function': '__operators__.getitem'}, 'name': 'extra',
                      'inbound_nodes': [['tf.stack', 0, 0,
                                         {'slice_spec': [{'start': None, 'stop': None, 'step': None}, 0,
                                             {'start': 0, 'stop': 1, 'step': None}]}]]})
    d = tanh(x @ w['dense'][0] + w['dense'][1])
    n = np.abs(d / np.linalg.norm(d, axis=1, keepdims=True))
    s = np.stack([n, z], 1)
    y = softmax(np.concatenate([d, z, s.max(1), s[:, 0, 0:1]], -1) @ w['dense_1'][0] + w['dense_1'][1])
    h5('tf29_dict_inputs', '2.9.1', modern(model(nodes, ['dense_1', 'tf.math.l2_normalize'], name='model')),
       stored(nodes, w), modern=True)
    beside('tf29_dict_inputs', 'load', [x, z], [y, d / np.linalg.norm(d, axis=1, keepdims=True)])
