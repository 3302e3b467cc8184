"""Rare structures: states of both directions, masks that pass on, models called twice, groups."""
import h5py

from archives import call3, dense3, functional, input3, own, policy, sequential3, tensor, three, variables
from arithmetic import *
from files import Draw, beside, case, h5, keras_zip
from keras2 import ZEROS, ONES, bn, call, chain, conv2d, dense, depthwise2d, inp, layer, model
from keras2 import recurrent, sequential, stored, transposed
from tfkeras import modern

WORDS = ('kernel', 'recurrent_kernel', 'bias')


def embedding(name, count, size, **more):
    config = dict(input_dim=count, output_dim=size, embeddings_initializer={'class_name': 'RandomUniform',
        'config': {'minval': -0.05, 'maxval': 0.05, 'seed': None}}, embeddings_regularizer=None,
                  activity_regularizer=None, embeddings_constraint=None, mask_zero=True, input_length=None)
    return layer('Embedding', name, **{**config, **more})


@case
def rare_bidirectional_encoder():
    """seq2seq whose encoder goes both ways: its states are joined for the decoder. The mask passes on."""
    r = Draw(111)
    x, z = r.random.randint(1, 9, (2, 4)), r.random.randint(1, 9, (2, 3))
    x[0, 2:] = 0
    e, e2, f, b, d, o = r(9, 4, scale=1), r(9, 4, scale=1), (r(4, 12), r(3, 12), r.bias(12)), (r(4, 12), r(3, 12),
        r.bias(12)), (r(4, 24), r(6, 24), r.bias(24)), (r(12, 5), r.bias(5))
    nodes = [inp('input_1', None), inp('input_2', None), call(embedding('embedding', 9, 4), 'input_1'),
             call(embedding('embedding_1', 9, 4), 'input_2'),
             call(layer('Bidirectional', 'bidirectional', layer=recurrent('LSTM', 'lstm', 3, return_sequences=True,
                 return_state=True), merge_mode='concat'), 'embedding'),
             call(layer('Concatenate', 'concatenate', axis=-1), ['bidirectional', 0, 1], ['bidirectional', 0, 3]),
             call(layer('Concatenate', 'concatenate_1', axis=-1), ['bidirectional', 0, 2], ['bidirectional', 0, 4]),
             call(recurrent('LSTM', 'lstm_1', 6, return_sequences=True, return_state=True), 'embedding_1',
                  'concatenate', 'concatenate_1'),
             call(layer('Attention', 'attention', use_scale=True, score_mode='dot', dropout=0.0), 'lstm_1',
                  ['bidirectional', 0, 0]),
             call(layer('Concatenate', 'concatenate_2', axis=-1), ['lstm_1', 0, 0], 'attention'),
             call(layer('TimeDistributed', 'time_distributed', layer=dense('dense', 5, 'softmax')), 'concatenate_2')]
    mask = x != 0
    hf, h1, c1 = lstm(e[x].astype('f8'), *f, sequences=True, mask=mask, with_states=True)
    hb, h2, c2 = lstm(e[x].astype('f8'), *b, sequences=True, mask=mask, backwards=True, with_states=True)
    s = np.concatenate([hf, hb[:, ::-1]], -1)
    q = lstm(e2[z].astype('f8'), *d, sequences=True, states=[np.concatenate([h1, h2], -1),
        np.concatenate([c1, c2], -1)])
    a = softmax(np.where(mask[:, None], 1.5 * q @ s.swapaxes(1, 2), -1e9)) @ s
    y = softmax(np.concatenate([q, a], -1) @ o[0] + o[1])
    named = [(n['name'], []) for n in nodes]
    named[2], named[3] = ('embedding', [('embedding/embeddings:0', e)]), ('embedding_1',
        [('embedding_1/embeddings:0', e2)])
    named[4] = ('bidirectional', [(f'bidirectional/{k}_lstm/lstm_cell_{i}/{s_}:0', v) for i,
                                  (k, vs) in enumerate((('forward', f), ('backward', b)), 1) for s_,
                                  v in zip(WORDS, vs)])
    named[7] = ('lstm_1', [(f'lstm_1/lstm_cell_3/{s_}:0', v) for s_, v in zip(WORDS, d)])
    named[8] = ('attention', [('attention/scale:0', np.float32(1.5))])
    named[10] = ('time_distributed', [('time_distributed/kernel:0', o[0]), ('time_distributed/bias:0', o[1])])
    h5('rare_bidirectional_encoder', '2.8.0', modern(model(nodes, ['time_distributed'], name='model'), (2, 8)), named,
       modern=True)
    beside('rare_bidirectional_encoder', 'load', [x, z], [y])


@case
def rare_siamese_operations():
    """A model called twice and the distance of both in operations."""
    r = Draw(112)
    x, z = r.random.standard_normal((2, 6, 6, 1)), r.random.standard_normal((2, 6, 6, 1))
    w = {'conv2d': (r(3, 3, 1, 4), r.bias(4)), 'dense': (r(64, 3), r.bias(3)), 'dense_1': (r(3, 1), r.bias(1))}
    base = [inp('input_3', 6, 6, 1)] + chain([conv2d('conv2d', 4, activation='relu'),
        layer('Flatten', 'flatten', data_format='channels_last'), dense('dense', 3, 'sigmoid')], 'input_3')
    op = lambda label, function, call_, **kw: {'class_name': 'TFOpLambda',
        'config': {'name': label, 'trainable': True, 'dtype': 'float32', 'function': function}, 'name': label,
        'inbound_nodes': [[*call_, kw]]}
    nodes = [inp('input_1', 6, 6, 1), inp('input_2', 6, 6, 1), {**model(base, ['dense'], name='model'),
        'name': 'model', 'inbound_nodes': [[['input_1', 0, 0, {}]], [['input_2', 0, 0, {}]]]},
             op('tf.math.subtract', 'math.subtract', ['model', 1, 0], y=['model', 2, 0], name=None),
             op('tf.math.abs', 'math.abs', ['tf.math.subtract', 0, 0], name=None),
             call(dense('dense_1', 1, 'sigmoid'), 'tf.math.abs')]
    f = lambda x: sigmoid(conv(x, *w['conv2d'], act=relu).reshape(2, -1) @ w['dense'][0] + w['dense'][1])
    named = [(n['name'], []) for n in nodes]
    named[2] = ('model', [a for _, arrays in stored(base, w) for a in arrays])
    named[5] = stored([nodes[5]], w)[0]
    h5('rare_siamese_operations', '2.5.0', modern(model(nodes, ['dense_1'], name='model_1'), (2, 5)), named,
       modern=True)
    beside('rare_siamese_operations', 'load', [x, z],
           [sigmoid(np.abs(f(x) - f(z)) @ w['dense_1'][0] + w['dense_1'][1])])


@case
def rare_groups_and_axes():
    """ResNeXt's groups, a depthwise convolution of two channels each, several axes to normalize."""
    r = Draw(113)
    x = r.random.standard_normal((2, 5, 5, 4))
    w = {'conv2d': (r(3, 3, 2, 6), r.bias(6)), 'depthwise_conv2d': (r(3, 3, 6, 2), r.bias(12)),
         'conv2d_transpose': (r(5, 5, 3, 12), r.bias(3))}
    ln = (1 + r.bias(13, 3), r.bias(13, 3))
    norm_ = layer('LayerNormalization', 'layer_normalization', axis=[2, 3], epsilon=0.001, center=True, scale=True,
                  beta_initializer=ZEROS, gamma_initializer=ONES, beta_regularizer=None, gamma_regularizer=None,
                  beta_constraint=None, gamma_constraint=None)
    layers = [conv2d('conv2d', 6, padding='same'), depthwise2d('depthwise_conv2d'),
              transposed('conv2d_transpose', 3, 5, [2, 2], padding='valid'), norm_,
              layer('ReLU', 'relu', max_value=None, negative_slope={'class_name': '__numpy__',
                  'config': {'value': 0.1, 'dtype': 'float32'}}, threshold=0.0),
              layer('GlobalMaxPooling2D', 'pool', data_format='channels_last')]
    layers[1]['config'].update(depth_multiplier=2, activation='tanh')
    config = modern(sequential(layers, [None, 5, 5, 4], name='sequential'), (2, 6))
    config['config']['layers'][0]['config']['groups'] = 2
    config['config']['layers'][5]['config']['keepdims'] = True
    y = depthwise(conv(x, *w['conv2d'], padding='same', groups=2), *w['depthwise_conv2d'], padding='same', act=tanh)
    y = conv_transposed(y, *w['conv2d_transpose'], strides=2)
    m, v = y.mean((2, 3), keepdims=True), y.var((2, 3), keepdims=True)
    y = leaky((y - m) / np.sqrt(v + 1e-3) * ln[0] + ln[1], 0.1).max((1, 2), keepdims=True)
    named = stored(layers, w)
    named[3] = ('layer_normalization', [('layer_normalization/gamma:0', ln[0]), ('layer_normalization/beta:0', ln[1])])
    h5('rare_groups_and_axes', '2.6.0', config, named, modern=True)
    beside('rare_groups_and_axes', 'load', [x], [y])


@case
def rare_fixed_batch():
    """A model of Keras 3 built by its first batch of 32, with augmentation in front."""
    r, age = Draw(114), (3, 6)
    x = r.random.rand(2, 6, 6, 3)
    k, d = (r(3, 3, 3, 4), r.bias(4)), (r(4, 3), r.bias(3))
    flip = own(age, 'RandomFlip', 'random_flip', seed=None, mode='horizontal', data_format='channels_last')
    turn = own(age, 'RandomRotation', 'random_rotation', seed=None, factor=[-0.1, 0.1],
               data_format='channels_last', fill_mode='reflect',
               fill_value=0.0, interpolation='bilinear')
    inner = sequential3(age, [input3(age, 'input_layer_1', 6, 6, 3), flip, turn], [32, 6, 6, 3], name='sequential')
    conv_ = own(age, 'Conv2D', 'conv2d', filters=4, kernel_size=[3, 3], strides=[1, 1], padding='valid',
                data_format='channels_last', dilation_rate=[1, 1], groups=1, activation='relu', use_bias=True,
                kernel_initializer=three('keras.initializers', 'GlorotUniform', {'seed': None}),
                bias_initializer=three('keras.initializers', 'Zeros', {}), kernel_regularizer=None,
                bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None)
    layers = [input3(age, 'input_layer', 6, 6, 3), inner, own(age, 'Rescaling', 'rescaling', scale=0.5, offset=0.1),
              conv_, own(age, 'GlobalAveragePooling2D', 'global_average_pooling2d', data_format='channels_last',
                         keepdims=False), dense3(age, 'dense', 3, 'softmax')]
    layers[0]['config']['batch_shape'] = [32, 6, 6, 3]
    config = sequential3(age, layers, [32, 6, 6, 3], name='sequential_1')
    seed = np.array([7, 1], 'u4')
    tree = variables('layers/sequential/layers/random_flip/generator',
                     seed) + variables('layers/sequential/layers/random_rotation/generator',
                     seed) + variables('layers/conv2d', *k) + variables('layers/dense',
                     *d) + variables('layers/rescaling')
    keras_zip('rare_fixed_batch', '3.6.0', config, tree)
    y = conv(x * 0.5 + 0.1, *k, act=relu).mean((1, 2)) @ d[0] + d[1]
    beside('rare_fixed_batch', 'load', [x.astype('f4')], [softmax(y)])


@case
def rare_keras1_conv_lstm():
    """ConvLSTM2D of Keras 1 in Theano's order under TensorFlow; and what its author added to the file."""
    r = Draw(115)
    x = r.random.standard_normal((1, 2, 2, 5, 5))
    a = (r(3, 3, 2, 12), r(3, 3, 3, 12), r.bias(12))
    config = {'class_name': 'Sequential', 'config': [{'class_name': 'ConvLSTM2D', 'config': dict(
        name='convlstm2d_1', trainable=True, batch_input_shape=[None, None, 2, 5, 5], input_dtype='float32',
        nb_filter=3, nb_row=3, nb_col=3, init='glorot_uniform', inner_init='orthogonal', forget_bias_init='one',
        activation='tanh', inner_activation='hard_sigmoid', dim_ordering='th', border_mode='same', subsample=[1, 1],
        W_regularizer=None, U_regularizer=None, b_regularizer=None, dropout_W=0.0, dropout_U=0.0,
        return_sequences=False, go_backwards=False, stateful=False, unroll=False, consume_less='cpu', input_dim=2,
        input_length=None)}]}
    arrays = []
    for gate, i in (('i', 0), ('c', 2), ('f', 1), ('o', 3)):
        for kind, v in zip('WUb', a):
            v = v[..., 3 * i:3 * i + 3]
            arrays.append((f'convlstm2d_1_{kind}_{gate}:0', v.transpose(3, 2, 0, 1) if v.ndim == 4 else v))
    h5('rare_keras1_conv_lstm', '1.2.2', config, [('convlstm2d_1', arrays)], backend=None)
    with h5py.File('rare_keras1_conv_lstm.h5', 'a') as f:
        f['labels'] = np.array([b'cat', b'dog'])
        f['history/loss'] = np.arange(3.0)
        f.attrs['epoch'] = 12
    beside('rare_keras1_conv_lstm', 'load', [x], [conv_lstm(x.transpose(0, 1, 3, 4, 2), *a).transpose(0, 3, 1, 2)])


@case
def rare_inner_functional_in_sequential():
    """Transfer learning in Keras 3.2: a frozen model within a Sequential; names of another process."""
    r, age = Draw(117), (3, 2)
    x = r.random.standard_normal((2, 4))
    a, b, c = (r(4, 5), r.bias(5)), (r(5, 3), r.bias(3)), (r(3, 2), r.bias(2))
    frozen = [dense3(age, 'block_7', 5, 'relu'), dense3(age, 'block_8', 3, 'relu')]
    for n in frozen:
        n['config']['trainable'] = False
    base = functional([call3(input3(age, 'input_layer_9', 4)), call3(frozen[0], tensor('input_layer_9')),
                       call3(frozen[1], tensor('block_7'))], [['input_layer_9', 0, 0]], [['block_8', 0, 0]],
                       name='vgg16')
    base['config']['trainable'] = False
    config = sequential3(age, [input3(age, 'input_layer_10', 4), base,
                               own(age, 'Dropout', 'dropout_3', rate=0.5, seed=None, noise_shape=None),
                               dense3(age, 'dense_12', 2, 'softmax')], [None, 4], name='sequential_4')
    tree = variables('layers/functional/layers/dense', *a) + variables('layers/functional/layers/dense_1',
        *b) + variables('layers/dense', *c) + variables('layers/dropout') + variables('layers/dropout/seed_generator',
        np.array([1, 2], 'u4'))
    keras_zip('rare_inner_functional_in_sequential', '3.2.1', config, tree)
    y = relu(relu(x @ a[0] + a[1]) @ b[0] + b[1])
    beside('rare_inner_functional_in_sequential', 'load', [x], [softmax(y @ c[0] + c[1])])


@case
def rare_nested_twice_frozen():
    """tf.keras: a model within a model within a model; the outer is frozen, so the file lists all in order."""
    r = Draw(119)
    x = r.random.standard_normal((2, 4, 4, 2))
    w = {'conv2d': (r(3, 3, 2, 3), r.bias(3)), 'batch_normalization': r.bn(3), 'conv2d_1': (r(3, 3, 3, 3), r.bias(3)),
         'batch_normalization_1': r.bn(3), 'dense': (r(3, 2), r.bias(2))}
    first = [inp('input_1', 4, 4, 2)] + chain([conv2d('conv2d', 3, padding='same'), bn('batch_normalization')],
        'input_1')
    second = {'class_name': 'Sequential',
              'config': {'name': 'sequential',
                         'layers': [{k: v for k, v in modern(inp('input_2', 4, 4, 2)).items() if k in ('class_name',
                             'config')},
              {'class_name': 'Model', 'config': model(first, ['batch_normalization'], name='inner')['config']},
              conv2d('conv2d_1', 3, padding='same'), bn('batch_normalization_1')]}}
    for n in first[1:] + second['config']['layers'][2:]:
        n['config']['trainable'] = False
    nodes = [inp('input_3', 4, 4, 2), {**second, 'name': 'sequential', 'inbound_nodes': [[['input_3', 0, 0, {}]]]},
             call(layer('GlobalAveragePooling2D', 'gap', data_format='channels_last'), ['sequential', 1, 0]),
             call(dense('dense', 2), 'gap')]
    y = norm(conv(x, *w['conv2d'], padding='same'), *w['batch_normalization'])
    y = norm(conv(y, *w['conv2d_1'], padding='same'), *w['batch_normalization_1']).mean((1,
        2)) @ w['dense'][0] + w['dense'][1]
    flat = [a for _, arrays in stored(first[1:] + second['config']['layers'][2:], w) for a in arrays]
    named = [('input_3', []), ('sequential', flat), ('gap', []), stored([nodes[-1]], w)[0]]
    h5('rare_nested_twice_frozen', '2.4.0', modern(model(nodes, ['dense'], name='model_1'), (2, 4)), named)
    beside('rare_nested_twice_frozen', 'load', [x], [y])
