"""What is rare: unusual names, types and optimizers, shapes that only the build tells, models within wrappers."""
import json

import h5py

from arithmetic import *
from files import Draw, beside, case, h5, keras_zip
from keras1 import convolution as convolution1, dense as dense1, layer as layer1, sequential as sequential1
from keras2 import bn, call, chain, conv2d, dense, inp, layer, model, recurrent, rest, sequential, stored, training
from tfkeras import modern
import tfkeras


@case
def odd_slashes_in_names():
    """DenseNet's layers are called conv1/conv and the like."""
    r = Draw(91)
    x = r.random.standard_normal((2, 6, 6, 3))
    w = {'conv1/conv': (r(3, 3, 3, 4),), 'conv1/bn': r.bn(4), 'fc/1000': (r(7, 2), r.bias(2))}
    nodes = [inp('input_1', 6, 6, 3)] + chain([conv2d('conv1/conv', 4, padding='same', use_bias=False),
        bn('conv1/bn', 3, 1.001e-05), layer('Activation', 'conv1/relu', activation='relu')], 'input_1')
    nodes += [call(layer('Concatenate', 'conv2/concat', axis=3), 'conv1/relu', 'input_1'),
              call(layer('GlobalAveragePooling2D', 'avg_pool', data_format='channels_last'), 'conv2/concat'),
              call(dense('fc/1000', 2, 'softmax'), 'avg_pool')]
    named = stored(nodes, w)
    h5('odd_slashes_in_names', '2.2.0', model(nodes, ['fc/1000'], name='densenet'), named)
    a = relu(norm(conv(x, *w['conv1/conv'], padding='same'), *w['conv1/bn'], eps=1.001e-5))
    y = softmax(np.concatenate([a, x], -1).mean((1, 2)) @ w['fc/1000'][0] + w['fc/1000'][1])
    beside('odd_slashes_in_names', 'load', [x], [y])


@case
def odd_names_of_any_language():
    r = Draw(92)
    x = r.random.standard_normal((2, 4))
    w = {'密集层': (r(4, 3), r.bias(3)), 'sortie é': (r(3, 2), r.bias(2))}
    layers = [dense('密集层', 3, 'relu'), dense('sortie é', 2)]
    config = modern(sequential(layers, [None, 4], name='модель'))
    h5('odd_names_of_any_language', '2.9.0', config, stored(layers, w), modern=True)
    beside('odd_names_of_any_language', 'load', [x],
           [relu(x @ w['密集层'][0] + w['密集层'][1]) @ w['sortie é'][0] + w['sortie é'][1]])


@case
def odd_video_of_models():
    """TimeDistributed over a convnet, then LSTM: video classification."""
    r = Draw(93)
    x = r.random.standard_normal((2, 3, 6, 6, 1))
    w = {'conv2d_1': (r(3, 3, 1, 4), r.bias(4)), 'batch_normalization_1': r.bn(4),
         'lstm_1': (r(4, 12), r(3, 12), r.bias(12)), 'dense_1': (r(3, 2), r.bias(2))}
    inner = [conv2d('conv2d_1', 4, activation='relu', batch_input_shape=[None, 6, 6, 1], dtype='float32'),
             bn('batch_normalization_1'), layer('GlobalMaxPooling2D', 'global_max_pooling2d_1',
                 data_format='channels_last')]
    base = {'class_name': 'Sequential', 'config': {'name': 'sequential_1', 'layers': inner}}
    layers = [layer('TimeDistributed', 'time_distributed_1', layer=base), recurrent('LSTM', 'lstm_1', 3),
              dense('dense_1', 2, 'softmax')]
    named = stored(layers, w)
    flat = [a for _, arrays in stored(inner, w, lambda n: f'time_distributed_1/{n}') for a in arrays]
    named[0] = ('time_distributed_1', [a for a in flat if 'moving' not in a[0]] + [a for a in flat if 'moving' in a[0]])
    h5('odd_video_of_models', '2.2.4', sequential(layers, [None, 3, 6, 6, 1], name='sequential_2'), named)
    f = np.stack([norm(conv(x[:, t], *w['conv2d_1'], act=relu), *w['batch_normalization_1']).max((1,
        2)) for t in range(3)], 1)
    beside('odd_video_of_models', 'load', [x],
           [softmax(lstm(f, *w['lstm_1'], gate=hard_sigmoid) @ w['dense_1'][0] + w['dense_1'][1])])


@case
def odd_shape_of_the_build():
    """No layer says its input's shape: the model was built by the first batch, of 32."""
    r = Draw(94)
    x = r.random.standard_normal((3, 4, 5))
    w = {'dense': (r(20, 3), r.bias(3)), 'dense_1': (r(3, 2), r.bias(2))}
    layers = [layer('Flatten', 'flatten', data_format='channels_last'), dense('dense', 3, 'relu'), dense('dense_1', 2)]
    config = {'class_name': 'Sequential', 'config': {'name': 'sequential', 'layers': layers,
        'build_input_shape': [32, 4, 5]}}
    h5('odd_shape_of_the_build', '2.2.4-tf', modern(config, (2, 1)), stored(layers, w))
    beside('odd_shape_of_the_build', 'load', [x],
           [relu(x.reshape(3, -1) @ w['dense'][0] + w['dense'][1]) @ w['dense_1'][0] + w['dense_1'][1]])


@case
def odd_deconvolution():
    """Keras 1's Deconvolution2D, AtrousConvolution2D and SeparableConvolution2D in Theano's order under TensorFlow."""
    r = Draw(96)
    x = r.random.standard_normal((2, 2, 4, 4))
    k, b, k2, b2 = r(3, 3, 2, 4), r.bias(4), r(3, 3, 3, 4), r.bias(3)
    atrous = convolution1('atrousconvolution2d_1', 4, 3, 'th', 'relu', 'same')
    atrous['class_name'] = 'AtrousConvolution2D'
    atrous['config']['atrous_rate'] = [2, 2]
    de = convolution1('deconvolution2d_1', 3, 3, 'th', 'tanh', 'same', (2, 2))
    de['class_name'] = 'Deconvolution2D'
    de['config']['output_shape'] = [None, 3, 8, 8]
    config = sequential1([atrous, de, layer1('UpSampling2D', 'upsampling2d_1', size=[1, 2], dim_ordering='th'),
                          layer1('Cropping2D', 'cropping2d_1', cropping=[[1, 0], [0, 2]], dim_ordering='th'),
                          layer1('Reshape', 'reshape_1', target_shape=[-1, 7])], batch_input_shape=[None, 2, 4, 4],
                          input_dtype='float32')
    y = conv_transposed(conv(x.transpose(0, 2, 3, 1), k, b, padding='same', dilation=2, act=relu), k2, b2, 2, 'same',
                        tanh)
    y = y.repeat(2, 2)[:, 1:, :-2].transpose(0, 3, 1, 2).reshape(2, -1, 7)
    layers = [('atrousconvolution2d_1', [('atrousconvolution2d_1_W:0', k.transpose(3, 2, 0, 1)),
                                         ('atrousconvolution2d_1_b:0', b)]),
              ('deconvolution2d_1', [('deconvolution2d_1_W:0', k2.transpose(2, 3, 0, 1)),
                                     ('deconvolution2d_1_b:0', b2)]), ('upsampling2d_1', []), ('cropping2d_1', []),
                                     ('reshape_1', [])]
    h5('odd_deconvolution', '1.2.1', config, layers, backend=None)
    beside('odd_deconvolution', 'load', [x], [y])


@case
def odd_types():
    """float64 throughout, the configuration as a fixed-length text, Conv3D."""
    r = Draw(97)
    x = r.random.standard_normal((1, 4, 4, 4, 1))
    w = {'conv3d': (r(2, 2, 2, 1, 3).astype('f8'), r.bias(3).astype('f8')),
         'dense': (r(3, 2).astype('f8'), r.bias(2).astype('f8'))}
    conv3 = layer('Conv3D', 'conv3d', filters=3, kernel_size=[2, 2, 2], strides=[1, 1, 1], padding='valid',
                  data_format='channels_last', dilation_rate=[1, 1, 1], **rest('relu'))
    layers = [conv3, layer('MaxPooling3D', 'max_pooling3d', pool_size=[3, 3, 3], padding='valid', strides=[3, 3, 3],
                           data_format='channels_last'), layer('Reshape', 'reshape', target_shape=[-1, 3]),
              layer('Masking', 'masking', mask_value=-1e30), layer('GlobalAveragePooling1D',
                  'global_average_pooling1d', data_format='channels_last'), dense('dense', 2)]
    for l in layers:
        l['config']['dtype'] = 'float64'
    config = sequential(layers, [None, 4, 4, 4, 1], name='sequential', dtype='float64')
    h5('odd_types', '2.3.0-tf', config, stored(layers, w))
    with h5py.File('odd_types.h5', 'a') as f:
        f.attrs['model_config'] = np.bytes_(json.dumps(config).encode())
    y = conv(x, *w['conv3d'], act=relu).max((1, 2, 3)) @ w['dense'][0] + w['dense'][1]
    beside('odd_types', 'load', [x], [y])


@case
def odd_half_precision():
    """Weights of float16."""
    r = Draw(98)
    x = r.random.standard_normal((2, 4))
    w = {'dense': (r(4, 3).astype('f2'), r.bias(3).astype('f2'))}
    layers = [dense('dense', 3, 'relu', dtype='float16')]
    layers[0]['config']['batch_input_shape'] = [None, 4]
    h5('odd_half_precision', '2.2.5', {'class_name': 'Sequential', 'config': {'name': 'sequential_1',
        'layers': layers}}, stored(layers, w))
    beside('odd_half_precision', 'load', [x], [relu(x @ w['dense'][0].astype('f8') + w['dense'][1])])


@case
def odd_normalization():
    """Normalization of one number for all, and with numbers of the configuration; NumPy's numbers in JSON."""
    r = Draw(99)
    x = r.random.standard_normal((2, 4, 4, 1))
    layers = [layer('Normalization', 'normalization', axis=[], mean=None, variance=None),
              layer('CenterCrop', 'center_crop', height=2, width=2), layer('Resizing', 'resizing', height=4, width=4,
                  interpolation='nearest', crop_to_aspect_ratio=False),
              layer('Normalization', 'normalization_1', axis=[-1], mean=[0.5], variance=[4.0]),
              layer('LeakyReLU', 'leaky_re_lu',
                    alpha={'class_name': '__numpy__', 'config': {'value': 0.25, 'dtype': 'float32'}})]
    config = modern(sequential(layers, [None, 4, 4, 1], name='sequential'), (2, 13), module=True)
    keras_zip('odd_normalization', '2.13.1', {'module': 'keras', **config, 'registered_name': None,
        'build_config': {'input_shape': [None, 4, 4, 1]}},
              [('_layer_checkpoint_dependencies/normalization/vars/0', np.float32(0.3)),
               ('_layer_checkpoint_dependencies/normalization/vars/1', np.float32(2.0)),
               ('_layer_checkpoint_dependencies/normalization/vars/2', np.int64(9))])
    y = ((x - 0.3) / np.sqrt(np.float32(2.0)))[:, 1:3, 1:3].repeat(2, 1).repeat(2, 2)
    beside('odd_normalization', 'load', [x], [leaky((y - 0.5) / 2, 0.25)])


def with_optimizer(name, version, prepare, optimizer, modern_names=False):
    """A small model whose optimizer left arrays that must not be in the way of a prediction."""
    r = Draw(101)
    x = r.random.standard_normal((2, 4))
    w = {'dense': (r(4, 3), r.bias(3))}
    layers = [dense('dense', 3, 'softmax')]
    config = sequential(layers, [None, 4], name='sequential')
    state = [(n, np.zeros(s, 'i8') if s == () and 'iter' in n else np.full(s, 0.1, 'f4')) for n, s in prepare]
    t = training() if version.startswith('2.2') or version.startswith('2.1') else tfkeras.training()
    t['optimizer_config'] = optimizer
    h5(name, version, config, stored(layers, w), training=t, optimizer=state, modern=modern_names)
    beside(name, 'load', [x], [softmax(x @ w['dense'][0] + w['dense'][1])])


K, B = (4, 3), (3,)


@case
def odd_optimizers():
    of = lambda c, **config: {'class_name': c, 'config': config}
    with_optimizer('odd_optimizer_nadam', '2.2.4', [('Nadam/iterations:0', ()), ('training/Nadam/Variable:0', K),
        ('training/Nadam/Variable_1:0', B), ('training/Nadam/Variable_2:0', K), ('training/Nadam/Variable_3:0', B)],
                   of('Nadam', lr=0.002, beta_1=0.9, beta_2=0.999, epsilon=1e-7, schedule_decay=0.004))
    with_optimizer('odd_optimizer_rmsprop', '2.1.6',
                   [('training/RMSprop/Variable:0', K), ('training/RMSprop/Variable_1:0', B)],
                   of('RMSprop', lr=0.001, rho=0.9, epsilon=1e-7, decay=0.0))
    with_optimizer('odd_optimizer_adadelta', '2.2.2', [(f'training/Adadelta/Variable{i}:0', s) for i,
        s in zip(('', '_1', '_2', '_3'), (K, B, K, B))], of('Adadelta', lr=1.0, rho=0.95, epsilon=1e-7, decay=0.0))
    with_optimizer('odd_optimizer_sgd', '2.4.0', [('SGD/iter:0', ()), ('SGD/dense/kernel/momentum:0', K),
        ('SGD/dense/bias/momentum:0', B)], of('SGD', name='SGD', learning_rate=0.01, decay=0.0, momentum=0.9,
        nesterov=True))
    with_optimizer('odd_optimizer_adagrad', '2.6.0',
                   [('Adagrad/iter:0', ()), ('Adagrad/dense/kernel/accumulator:0', K),
                    ('Adagrad/dense/bias/accumulator:0', B)], of('Adagrad', name='Adagrad', learning_rate=0.01,
                    decay=0.0, initial_accumulator_value=0.1, epsilon=1e-7), True)
    with_optimizer('odd_optimizer_nadam_tf', '2.7.0',
                   [('Nadam/iter:0', ())] + [(f'Nadam/dense/{k}/{s}:0', v) for s in 'mv' for k,
                       v in (('kernel', K), ('bias', B))] + [('Nadam/momentum_cache:0', ())],
                   of('Nadam', name='Nadam', learning_rate=0.001, decay=0.004, beta_1=0.9, beta_2=0.999, epsilon=1e-7),
                   True)
    with_optimizer('odd_optimizer_scaled', '2.8.0',
                   [('Adam/iter:0', ())] + [(f'Adam/dense/{k}/{s}:0', v) for s in 'mv' for k,
                                            v in (('kernel', K), ('bias', B))] + [('current_loss_scale:0', ()),
                                            ('good_steps:0', ())],
                   of('LossScaleOptimizer', inner_optimizer=of('Adam', name='Adam', learning_rate=0.001, decay=0.0,
                       beta_1=0.9, beta_2=0.999, epsilon=1e-7, amsgrad=False), dynamic=True, initial_scale=32768.0,
                       dynamic_growth_steps=2000), True)
    with_optimizer('odd_optimizer_addons', '2.5.0', [('AdamW/iter:0', ()), ('AdamW/dense/kernel/m:0', K)],
                   of('Addons>AdamW', name='AdamW', learning_rate=0.001, weight_decay=1e-4), True)
    with_optimizer('odd_optimizer_schedule', '2.9.0',
                   [('Adam/iter:0', ())] + [(f'Adam/dense/{k}/{s}:0', v) for s in 'mv' for k,
                                            v in (('kernel', K), ('bias', B))],
                   of('Adam', name='Adam', learning_rate=of('WarmUpCosine', base=0.1), decay=0.0, beta_1=0.9,
                      beta_2=0.999, epsilon=1e-7, amsgrad=True), True)
    with_optimizer('odd_optimizer_legacy', '2.12.0', [('iteration:0', ()), ('SGD/m/dense/kernel:0', K),
        ('SGD/m/dense/bias:0', B)], of('Custom>SGD', name='SGD', weight_decay=0.004, clipnorm=None,
        global_clipnorm=None, clipvalue=None, use_ema=False,
                   ema_momentum=0.99, ema_overwrite_frequency=None, jit_compile=False, is_legacy_optimizer=False,
                   learning_rate=0.01, momentum=0.9, nesterov=False), True)


@case
def odd_losses():
    """How a model was compiled, in forms that say nothing of a prediction."""
    r = Draw(102)
    x = r.random.standard_normal((2, 4))
    w = {'dense': (r(4, 3), r.bias(3))}
    node = dense('dense', 3, 'softmax')
    config = sequential([node], [None, 4], name='sequential')
    fn = lambda cls, **c: {'class_name': cls, 'config': c}
    losses = [None, 'weighted_bce', ['mse', None], {'dense': 'mse'}, fn('CategoricalCrossentropy', reduction='auto',
        name='categorical_crossentropy', from_logits=False, label_smoothing=0.1),
              fn('Custom>FocalLoss', gamma=2), fn('LossFunctionWrapper', reduction='sum', name='f',
                  fn='mean_squared_error'), [fn('Huber', reduction='auto', name='huber', delta=1.0)], 'loss', {}]
    metrics = [None, [['accuracy']], {'dense': ['acc', 'mae']},
               [[fn('AUC', name='auc', dtype='float32', num_thresholds=200, curve='ROC',
                    summation_method='interpolation', thresholds=[0.25, 0.5], multi_label=False, label_weights=None)]],
               [[fn('Precision', name='precision', dtype='float32', thresholds=None, top_k=None, class_id=None),
                 fn('Recall', name='recall', dtype='float32', thresholds=None, top_k=None, class_id=1)]],
               ['f1_m'], [[fn('MeanMetricWrapper', name='dice', dtype='float32', fn='dice_coef')]],
               [[fn('TopKCategoricalAccuracy', name='top5', dtype='float32', k=5)]],
               [[fn('Addons>F1Score', name='f1', num_classes=3, average='macro')]],
               [[fn('MeanIoU', name='iou', dtype='float32', num_classes=2)]]]
    for i, (loss, metric) in enumerate(zip(losses, metrics)):
        name = f'odd_loss_{i}'
        h5(name, '2.6.0', config, stored([node], w), training={**tfkeras.training(loss), 'metrics': metric},
           modern=True)
        beside(name, 'load', [x], [softmax(x @ w['dense'][0] + w['dense'][1])])
